import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codes, type Finding } from '#language';
import { installation } from '../version.ts';

/** A code of the checker, as tools that show findings want to know it. */
export interface Rule {
  code: string;
  severity: Finding['severity'];
  /** A sentence of a few words. */
  title: string;
  /** Why it is told, and what to do. */
  why: string;
  /** The whole section of docs/diagnostics.md, with examples; undefined where that did not come with this installation. */
  markdown?: string;
}

/** Every code there is, in the order of its name, and those of `findings` that the checker itself does not tell. */
export function rules(findings: readonly Finding[]): Rule[] {
  const sections = diagnosticsPage();
  const severities = new Map<string, Finding['severity']>(findings.map(({ code, severity }) => [code, severity]));
  for (const [code, severity] of Object.entries(codes)) severities.set(code, severity);
  return [...severities].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, severity]) => ({ code, severity, ...described(code, sections.get(code)) }));
}

function described(code: string, section: string | undefined): Pick<Rule, 'title' | 'why' | 'markdown'> {
  const words = code.replaceAll('-', ' ');
  const title = `${words[0]!.toUpperCase()}${words.slice(1)}.`;
  const found = section === undefined ? null : /^\*\*(.+?)\*\* (?:An? \w+\. )?(.*)$/m.exec(section);
  return { title: found?.[1] ?? title, why: found?.[2] || title, ...(section !== undefined && { markdown: section }) };
}

/** Sections by the code in their headings. */
function diagnosticsPage(): Map<string, string> {
  let text: string;
  try {
    text = readFileSync(join(installation(), 'docs', 'diagnostics.md'), 'utf8');
  } catch {
    return new Map();
  }
  return new Map([...text.matchAll(/^### ([\w-]+)\n\n([\s\S]*?)\n*(?=^##|(?![\s\S]))/gm)].map(([, code, section]) => [code!, section!]));
}
