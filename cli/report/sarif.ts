import type { Finding } from '#language';
import { rules } from './rules.ts';

const levels = { error: 'error', warning: 'warning', hint: 'note' } as const;

/**
 * SARIF 2.1.0 (OASIS), as code scanning services read it: the whole log as one text. `prefix` leads to the workspace from the root of its
 * repository, which is what such services take paths from.
 */
export function sarif(findings: readonly Finding[], version: string, prefix: string): string {
  const known = rules(findings);
  const indexes = new Map(known.map(({ code }, index) => [code, index]));
  return JSON.stringify({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'patchbay', version, semanticVersion: version, rules: known.map(({ code, severity, title, why, markdown }) => ({
        id: code,
        shortDescription: { text: title },
        fullDescription: { text: why },
        help: { text: why, ...(markdown !== undefined && { markdown }) },
        defaultConfiguration: { level: levels[severity] },
      })) } },
      invocations: [{ executionSuccessful: true }],
      columnKind: 'utf16CodeUnits',
      results: findings.map(({ severity, code, message, related, ...place }) => ({
        ruleId: code,
        ruleIndex: indexes.get(code),
        level: levels[severity],
        message: { text: plain(message) },
        locations: [{ physicalLocation: physical(place, prefix) }],
        ...(related !== undefined && { relatedLocations: related.map(({ message: text, ...other }, index) => ({ id: index + 1, physicalLocation: physical(other, prefix), message: { text: plain(text) } })) }),
      })),
    }],
  }, null, 2);
}

/** `[a](b)` in a message is what somebody wrote in a file, not a link of ours (SARIF, 3.11.6): then brackets and backslashes are escaped, as viewers expect it. */
function plain(text: string): string {
  return text.includes('](') ? text.replaceAll(/[\\[\]]/g, String.raw`\$&`) : text;
}

function physical({ file, line, column, endLine, endColumn }: Pick<Finding, 'file' | 'line' | 'column' | 'endLine' | 'endColumn'>, prefix: string): object {
  return {
    artifactLocation: { uri: `${prefix}${file}`.toWellFormed().split('/').map((part) => encodeURIComponent(part)).join('/') },
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}
