import type { Finding } from '#language';

/** JUnit's XML, as CI servers read it: a test case for each file that was checked, failed where it has errors. */
export function junit(findings: readonly Finding[], files: readonly string[]): string {
  const all = [...new Set([...files, ...findings.map(({ file }) => file)])].sort();
  const failed = new Set(findings.filter(({ severity }) => severity === 'error').map(({ file }) => file));
  const cases = all.flatMap((file) => {
    const own = findings.filter((finding) => finding.file === file);
    const text = own.map(({ line, column, severity, code, message }) => `${file}:${line}:${column}: ${severity}: ${message} [${code}]`).join('\n');
    const head = `    <testcase classname="patchbay.check" name="${escape(file)}"`;
    if (own.length === 0) return [`${head}/>`];
    const kind = failed.has(file) ? `<failure message="${escape(own.find(({ severity }) => severity === 'error')!.message)}">${escape(text)}</failure>` : `<system-out>${escape(text)}</system-out>`;
    return [`${head}>`, `      ${kind}`, '    </testcase>'];
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>',
    `  <testsuite name="patchbay check" tests="${all.length}" failures="${failed.size}" errors="0" skipped="0">`,
    ...cases, '  </testsuite>', '</testsuites>',
  ].join('\n');
}

/** XML 1.0 text; characters that XML cannot hold are left out. */
function escape(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, (character) => (character === '\n' || character === '\t' ? character : '')).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
