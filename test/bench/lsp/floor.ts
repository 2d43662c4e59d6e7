import { createPatchbayServices } from '#language';
import { ownCpuS } from '../process-tree.ts';
import { median } from '../statistics.ts';
import { MemoryFiles } from '../../support/memory-files.ts';

/** Lexing and parsing a text once, in milliseconds: what passes on the clock, and the CPU time of this process. */
export interface Floor { wallMs: number; cpuMs: number }

/**
 * What Langium takes to lex and parse a connector, once the code is warm: an answer to a key cannot go below it as long as the whole file is
 * parsed anew.
 */
export function parseFloor(text: string): Floor {
  const { connector } = createPatchbayServices({ fileSystemProvider: () => new MemoryFiles() });
  const once = (): Floor => {
    const began = performance.now();
    const cpuBegan = ownCpuS();
    const { parserErrors, lexerErrors } = connector.parser.LangiumParser.parse(text);
    const floor = { wallMs: performance.now() - began, cpuMs: (ownCpuS() - cpuBegan) * 1000 };
    if (parserErrors.length + lexerErrors.length > 0) throw new Error(`The connector of the bench does not parse: ${parserErrors[0]?.message ?? lexerErrors[0]?.message ?? ''}`);
    return floor;
  };
  for (let round = 0; round < 20; round++) once();
  const floors = Array.from({ length: 30 }, once);
  return { wallMs: median(floors.map(({ wallMs }) => wallMs)), cpuMs: median(floors.map(({ cpuMs }) => cpuMs)) };
}
