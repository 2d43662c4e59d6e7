import { describe, expect, it } from 'vitest';
import { withoutIgnored } from '../../../language/validation/ignore.ts';
import { differences, withWorkspace } from '../../support/marked-text.ts';
import { workspaceFiles } from './workspace.ts';

/** A marked text is as its marks say, hints and unused bindings too; the workspace beside it has no documentation. */
async function check(source: string): Promise<void> {
  const { missing, unexpected } = await differences(source, { hints: true, files: workspaceFiles });
  expect({ missing, unexpected: unexpected.filter((one) => !one.includes(' hint no-documentation: ')) }).toEqual({ missing: [], unexpected: [] });
}

describe('patchbay-ignore', () => {
  it('silences that warning in the next line', () => check(`
flow main {
  // patchbay-ignore unused-use: kept for the next step
  use erp = erp.books
  use other = erp.books
  //  ^^^^^ warning unused-use
  from [1] as one
}
`));

  it('silences no error, no other warning, and no line further down', () => check(`
flow main {
  // patchbay-ignore unused-use: not below the next line

  use erp = erp.books
  //  ^^^ warning unused-use
  // patchbay-ignore no-start: another one
  use b = erp.books
  //  ^ warning unused-use
  from [1] as one
  // patchbay-ignore unknown-name: it does not help
  //                 ^^^^^^^^^^^^ warning bad-ignore: \`unknown-name\` is an error, which cannot be silenced.
  log nothing
  //  ^^^^^^^ error unknown-name
}
`));

  it('must name a warning that there is, and say why', () => check(`
flow main {
  from [1] as one
  // patchbay-ignore unused-uses: why
  //                 ^^^^^^^^^^^ warning bad-ignore: There is no warning \`unused-uses\`. Did you mean \`unused-use\`?
  // patchbay-ignore unused-binding
  //                 ^^^^^^^^^^^^^^ warning bad-ignore: Say why: \`// patchbay-ignore unused-binding: …\`.
  // patchbay-ignore
  // ^^^^^^^^^^^^^^^ warning bad-ignore: Say which warning is meant, and why
  let two = one
}
`));

  it('silences several warnings in a line by as many comments above it', () => check(`
flow main {
  from [1] as one
  // patchbay-ignore unused-binding: the next version needs it
  // patchbay-ignore unreachable: it is a switch
  let two = match one { else -> one, 1 -> 0 }
}
`));

  it('says so where a comment has no code, or several', () => check(`
flow main {
  from [1] as one
  // patchbay-ignore: needed later
  // ^^^^^^^^^^^^^^^ warning bad-ignore: Say which warning is meant, and why
  log one
  // patchbay-ignore unused-binding, deprecated: needed later
  //                 ^^^^^^^^^^^^^^ warning bad-ignore: Each comment silences one warning.
  let two = one
}
`));

  it('silences in its own line behind code, there only', () => check(`
flow main { // patchbay-ignore no-start: by hand
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint unused-ignore: Nothing in this line is told as \`no-start\`: this comment silences nothing. Take it out.
  use erp = erp.books // patchbay-ignore unused-use: its steps are written tomorrow
  use other = erp.books
  //  ^^^^^ warning unused-use
  from [1] as one
  // patchbay-ignore unreachable: it is a switch
  let two = match one { else -> one, 1 -> 0 } // patchbay-ignore unused-binding: the next version needs it
  let three = one //patchbay-ignore unused-bindings: so
  //                                ^^^^^^^^^^^^^^^ warning bad-ignore: Did you mean \`unused-binding\`?
  //  ^^^^^ warning unused-binding
  let four = one // patchbay-ignore unused-binding
  //                                ^^^^^^^^^^^^^^ warning bad-ignore: Say why
  // patchbay-ignore unused-binding: of the line below
  let five = one
}
`));

  it('is told where it silences nothing, with the line that is meant', () => check(`
flow main {
  use erp = erp.books
  // patchbay-ignore unused-use: one line too far up
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint unused-ignore: Nothing in the line below is told as \`unused-use\`: this comment silences nothing. It is told in line 6: put the comment right above that.

  // its steps come later
  use other = erp.books
  //  ^^^^^ warning unused-use
  from [1] as one
  // patchbay-ignore unused-binding: said twice
  // patchbay-ignore unused-binding: said twice
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint unused-ignore: Another comment silences \`unused-binding\` in the line below. Take one of them out.
  let two = one
  // patchbay-ignore unused-binding
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint unused-ignore: Take it out.
  log erp.name
}
`));

  it('is not told while the file has errors: other checks wait for those', async () => {
    await check(`
flow main {
  from [1] as one
  // patchbay-ignore unused-binding: when it is done
  let two = one +
  //            ^ error syntax
}
`);
    await check(`
flow main {
  from [1] as one
  // patchbay-ignore unused-binding: that is not said with a name unknown
  let two = one
  log nothing
  //  ^^^^^^^ error unknown-name
}
`);
  });

  it('is none in a text, or in a comment of several lines', () => check(`
flow main {
  from [1] as one
  log """
    // patchbay-ignore nonsense
    {one}
  """
  /*
  // patchbay-ignore unused-binding: an example
  */
  log 'see // patchbay-ignore nonsense'
  // how: // patchbay-ignore nonsense
}
`));

  it('works in patchbay.json and in connectors', () => check(`
//- /patchbay.json
{
  "version": 1,
  "colour": "red", // patchbay-ignore unknown-member: for another tool
  // patchbay-ignore unknown-member: for another tool
  "taste": "sweet",
  // patchbay-ignore unknown-member: none
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint unused-ignore
  "instances": {}
}
//- /own.connector
connector own {
  version 1.0.0
  base 'https://api.example.com'
  entity Item { id: integer, size: number } // patchbay-ignore unused-entity: for flows
}
`));

  it('costs little, however many there are', async () => {
    const count = 5000;
    const text = `flow main {\n  from [1] as one\n${'  // patchbay-ignore unused-binding: none\n'.repeat(count)}\n  log one\n}\n`;
    await withWorkspace(new Map([['/main.flow', text]]), (documents) => {
      const document = documents.get('/main.flow')!;
      const started = performance.now();
      expect(withoutIgnored(document, [], undefined)).toHaveLength(count);
      // 60 ms; what looks at each for each of the others takes many seconds.
      expect(performance.now() - started).toBeLessThan(2000);
    });
  });
});
