/** Drives a real VS Code (code-server) from a test: start it, install the extension, act like a person, take pictures. */
export * from './browser.ts';
export * from './code-server.ts';
export * from './editor.ts';
export * from './feedback.ts';
export * from './inputs.ts';
export * from './locations.ts';
export * from './palette.ts';
export * from './patience.ts';
export * from './run-folder.ts';
export * from './screenshot.ts';
export * from './settings.ts';
export * from './tree.ts';
export * from './window.ts';
