import { describe, it } from 'vitest';
import { check } from './workspace.ts';

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
  // patchbay-ignore unused-use
  //                 ^^^^^^^^^^ warning bad-ignore: Say why: \`// patchbay-ignore unused-use: …\`.
  // patchbay-ignore
  // ^^^^^^^^^^^^^^^ warning bad-ignore: Say which warning is meant, and why
}
`));

  it('silences several warnings in a line by as many comments above it', () => check(`
flow main {
  from [1] as one
  // patchbay-ignore unused-binding: the next version needs it
  // patchbay-ignore constant-condition: it is a switch
  let two = 1 == 1 ? one : 0
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
  log one
}
`));
});
