import type { Finding } from '#language';

const levels = { error: 'error', warning: 'warning', hint: 'note' } as const;

/** SARIF 2.1.0 (OASIS), as code scanning services read it: the whole log as one text. */
export function sarif(findings: readonly Finding[], version: string): string {
  const rules = [...new Set(findings.map(({ code }) => code))].sort();
  return JSON.stringify({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'patchbay', version, rules: rules.map((id) => ({ id })) } },
      columnKind: 'utf16CodeUnits',
      results: findings.map(({ severity, code, message, related, ...place }) => ({
        ruleId: code,
        ruleIndex: rules.indexOf(code),
        level: levels[severity],
        message: { text: message },
        locations: [{ physicalLocation: physical(place) }],
        ...(related !== undefined && { relatedLocations: related.map(({ message: text, ...other }, index) => ({ id: index + 1, physicalLocation: physical(other), message: { text } })) }),
      })),
    }],
  }, null, 2);
}

function physical({ file, line, column, endLine, endColumn }: Pick<Finding, 'file' | 'line' | 'column' | 'endLine' | 'endColumn'>): object {
  return {
    artifactLocation: { uri: file.split('/').map((part) => encodeURIComponent(part)).join('/') },
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}
