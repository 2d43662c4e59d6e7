import { styleText } from 'node:util';

/** What a command may touch of the process: tests hand in their own. */
export interface Terminal {
  /** One line to standard output. A promise where its reader is behind: whoever has many lines awaits it before the next. */
  out(line: string): void | Promise<void>;
  /** One line to standard error. */
  err(line: string): void;
  /** Replaces the line of progress on standard error, or removes it; does nothing where that is no terminal. */
  progress(line: string | undefined): void;
  /** Colours what goes to standard output or error, where that is a terminal that shows colours. */
  paint(stream: 'out' | 'err', style: Style, text: string): string;
  /** Whether a person watches standard error. */
  interactive: boolean;
  env: Readonly<Record<string, string | undefined>>;
  /** Where relative paths of the command line begin, absolute. */
  cwd: string;
  /** Aborted by the first SIGINT or SIGTERM, or where nobody reads the output any more. */
  signal: AbortSignal;
}

export type Style = 'red' | 'yellow' | 'green' | 'cyan' | 'dim' | 'bold';

/** The terminal of this process. */
export function processTerminal(signal: AbortSignal): Terminal {
  const { stdout, stderr } = process;
  const colours = { out: showsColours(stdout), err: showsColours(stderr) };
  const interactive = stderr.isTTY === true;
  const write = lineWriter(stdout);
  let shown = false;
  const clear = (): void => {
    if (shown) stderr.write('\r\u001B[K');
    shown = false;
  };
  return {
    out: (line) => {
      clear();
      return write(line);
    },
    err: (line) => {
      clear();
      stderr.write(`${line}\n`);
    },
    progress: (line) => {
      if (!interactive) return;
      clear();
      if (line === undefined) return;
      stderr.write(line.slice(0, (stderr.columns ?? 80) - 1));
      shown = true;
    },
    paint: (stream, style, text) => (colours[stream] ? styleText(style, text, { validateStream: false }) : text),
    interactive,
    env: process.env,
    cwd: process.cwd(),
    signal,
  };
}

/** Writes lines; a promise, until the stream has taken what waits or takes nothing any more. */
function lineWriter(stream: NodeJS.WriteStream): (line: string) => void | Promise<void> {
  let taken: Promise<void> | undefined;
  return (line) => {
    if (stream.write(`${line}\n`)) return undefined;
    return taken ??= new Promise((resolve) => {
      const events = ['drain', 'close', 'error'] as const;
      const done = (): void => {
        taken = undefined;
        for (const event of events) stream.off(event, done);
        resolve();
      };
      for (const event of events) stream.on(event, done);
    });
  };
}

/** Text from outside on a terminal: control characters, and those that turn the direction of writing, are shown, not carried out. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/gu, (character) => {
    if (character === '\n' || character === '\t') return character;
    return character === '\r' ? '' : `\\u{${character.codePointAt(0)!.toString(16)}}`;
  });
}

/** A value as JSON for a terminal, see `jsonOnTerminal`. */
export function printableJson(value: object): string {
  return jsonOnTerminal(JSON.stringify(value));
}

/** JSON in which what it need not escape and a terminal carries out is escaped. To whoever parses it it is the same. */
export function jsonOnTerminal(json: string): string {
  return json.replaceAll(/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * `printable` where a line of a report begins with it: further lines begin with a bar. A line that a record brought would else be a line of the report
 * itself, or a command to the machine that reads it (`::add-mask::…` in GitHub Actions, which looks behind blanks too).
 */
export function printableLines(text: string): string {
  return printable(text).replaceAll('\n', '\n      | ');
}

function showsColours(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && stream.hasColors(process.env);
}
