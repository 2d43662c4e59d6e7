import type { Expression } from '../generated/ast.ts';
import { textSegments } from '../parser/text-values.ts';

/** Stands for an interpolated value in the text of a template. */
export const hole = '\u0000';

/** A URL or path as far as it is written: a hole for each interpolated value. */
export interface UrlTemplate { text: string; holes: Expression[] }

/** What a URL may be: both ways of a `? :`. A value that is no text is one hole. */
export function templatesOf(expression: Expression | undefined): UrlTemplate[] {
  switch (expression?.$type) {
    case undefined: return [];
    case 'ParenthesizedExpression': return templatesOf(expression.inner);
    case 'Conditional': return [...templatesOf(expression.then), ...templatesOf(expression.otherwise)];
    case 'StringLiteral': return [{ text: expression.value, holes: [] }];
    case 'InterpolatedText': {
      const holes: Expression[] = [];
      let text = '';
      for (const segment of textSegments(expression)) {
        if (segment.kind === 'text') { text += segment.value; continue; }
        text += hole;
        if (segment.expression !== undefined) holes.push(segment.expression);
      }
      return [{ text, holes }];
    }
    default: return [{ text: hole, holes: [expression!] }];
  }
}

export interface Origin {
  scheme: 'http' | 'https' | undefined;
  /** With port, in small letters, holes as `hole`. Where the text begins with a hole, that alone. */
  host: string;
  /** The values in the host. */
  holes: Expression[];
}

/** Scheme and host of an absolute URL, or of one that begins with a value; undefined for a path. */
export function originOf(template: UrlTemplate): Origin | undefined {
  const absolute = /^(https?):\/\/([^/?#]*)/i.exec(template.text);
  if (absolute !== null) {
    const host = absolute[2]!.toLowerCase();
    return { scheme: absolute[1]!.toLowerCase() as 'http' | 'https', host, holes: template.holes.slice(0, count(host)) };
  }
  if (template.text.startsWith(hole)) return { scheme: undefined, host: hole, holes: template.holes.slice(0, 1) };
  return undefined;
}

function count(text: string): number {
  return text.split(hole).length - 1;
}

/** A template for a message: `https://{…}.example.com`. */
export function templateText(text: string): string {
  return text.replaceAll(hole, '{…}');
}
