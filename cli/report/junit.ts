import type { Finding } from '#language';

/** What XML 1.0 cannot hold, and other control characters. */
const unprintable = /[^\t\n\r\u{20}-\u{7E}\u{A0}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };

/**
 * JUnit's XML, as CI servers read it: a suite for each file that was checked, in it a failed case for each error, or one that passed. Warnings
 * and hints are its output. `prefix` leads to the workspace from the root of its repository, which is what servers take paths from.
 */
export function junit(findings: readonly Finding[], files: readonly string[], prefix: string): string {
  const all = [...new Set([...files, ...findings.map(({ file }) => file)])].sort();
  const byFile = Map.groupBy(findings, ({ file }) => file);
  const suites = all.map((file) => suite(prefix + file, byFile.get(file) ?? [], prefix));
  const failures = findings.filter(isError).length;
  const tests = suites.reduce((sum, { tests: own }) => sum + own, 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="patchbay check" tests="${tests}" failures="${failures}" errors="0" time="0">`,
    ...suites.flatMap(({ lines }) => lines),
    '</testsuites>',
  ].join('\n');
}

const isError = ({ severity }: Finding): boolean => severity === 'error';

function suite(path: string, findings: readonly Finding[], prefix: string): { tests: number; lines: string[] } {
  const failed = findings.filter(isError);
  const others = findings.filter((finding) => !isError(finding)).map((finding) => lineOf(finding, prefix)).join('\n');
  const file = inAttribute(path);
  const cases = failed.map((finding) => [
    `    <testcase classname="${file}" name="${inAttribute(`${finding.line}:${finding.column} ${finding.code}`)}" file="${file}" line="${finding.line}" time="0">`,
    `      <failure type="${inAttribute(finding.code)}" message="${inAttribute(finding.message)}">${inText(lineOf(finding, prefix))}</failure>`,
    '    </testcase>',
  ].join('\n'));
  if (failed.length === 0) cases.push(`    <testcase classname="${file}" name="no errors" file="${file}" time="0"/>`);
  return {
    tests: cases.length,
    lines: [
      `  <testsuite name="${file}" tests="${cases.length}" failures="${failed.length}" errors="0" skipped="0" time="0">`,
      ...cases,
      ...(others === '' ? [] : [`    <system-out>${inText(others)}</system-out>`]),
      '  </testsuite>',
    ],
  };
}

function lineOf({ file, line, column, severity, code, message }: Finding, prefix: string): string {
  return `${prefix}${file}:${line}:${column}: ${severity}: ${message} [${code}]`;
}

/** What turns the direction of writing on a terminal stands there by its number, which readers take for the same. */
function inText(text: string): string {
  return text.replaceAll(unprintable, '').replaceAll(/[&<>"\r]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (character) => entities[character] ?? `&#x${character.charCodeAt(0).toString(16)};`);
}

/** In an attribute, readers make blanks of line ends and tabs that are not written as numbers. */
function inAttribute(text: string): string {
  return inText(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}
