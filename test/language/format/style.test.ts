import { describe, expect, test } from 'vitest';
import { formattingEdits, withEdits } from '#language';
import { languageServices } from '../grammar/support.ts';
import { formatted, written } from './support.ts';

/** A text as it was written, and how the formatter writes it; what is formatted stays as it is. */
async function writes(language: 'connector' | 'flow', before: string, after: string): Promise<void> {
  expect(await formatted(language, before)).toBe(after);
  expect(await formatted(language, after)).toBe(after);
}

const inFlow = (lines: string): string => `flow a {\n${lines}\n}\n`;
const inConnector = (lines: string): string => `connector a {\n${lines}\n}\n`;

describe('blanks', () => {
  test.each([
    [`let a=b?c:d ?? -e`, `let a = b ? c : d ?? -e`],
    [`let a = ( b+c )*-d-1`, `let a = (b + c) * -d - 1`],
    [`let a = ! b&&c . d ?. e [ 0 ] ?.[ 1 ]`, `let a = !b && c.d?.e[0]?.[1]`],
    [`let a = list . map( x=>x+1 ) . reduce( ( b , c )=>b , 0 )`, `let a = list.map(x => x + 1).reduce((b, c) => b, 0)`],
    [`let a = {b:1,'c':[ 1,2 ],...d,e ? :f,}`, `let a = { b: 1, 'c': [1, 2], ...d, e?: f, }`],
    [`let a = match b{'c'|'d'->-1,else->null}`, `let a = match b { 'c' | 'd' -> -1, else -> null }`],
    [`let a:'b'|'c' ? =d`, `let a: 'b' | 'c'? = d`],
    [`let a:( 'b'|-1 ) [ ] ?={ }`, `let a: ('b' | -1)[]? = {}`],
    [`let a = b in[1,2]`, `let a = b in [1, 2]`],
    [`let a = "x { b+c }"+'''y  '''`, `let a = "x { b+c }" + '''y  '''`],
    [`input a : integer=1@min( 0 )@max(9)`, `input a: integer = 1 @min(0) @max(9)`],
    [`script   './a.ts'( b,c )as d : {e:string}`, `script './a.ts' (b, c) as d: { e: string }`],
    [`run   b ( c,d : e )`, `run b(c, d: e)`],
    [`log /* why */warn   'x'`, `log /* why */ warn 'x'`],
  ])('%s', (before, after) => writes('flow', inFlow(`  ${before}`), inFlow(`  ${after}`)));

  test.each([
    [`on 500 .. 599 ,network retry   5 times`, `on 500..599, network retry 5 times`],
    [`auth b { header 'X' :c basic d , '' }`, `auth b { header 'X': c basic d, '' }`],
    [`entity B{c:{[ string ]:T},d : a-b . C}`, `entity B { c: { [string]: T }, d: a-b.C }`],
    [`endpoint b ( c:integer ) : D [ ]{GET '/x' paginate cursor query['e'] . f=body . g}`, `endpoint b(c: integer): D[] { GET '/x' paginate cursor query['e'].f = body.g }`],
  ])('%s', (before, after) => writes('connector', inConnector(`  ${before}`), inConnector(`  ${after}`)));
});

describe('lines', () => {
  test('what is in brackets is two deeper, however many were opened on the line', () => writes('flow', inFlow(`
send b.up(rows.map(r=>{
c:1,
d:[
2
]
}))
`), inFlow(`  send b.up(rows.map(r => {
    c: 1,
    d: [
      2
    ]
  }))`)));

  test('clauses stand under what follows the first word', () => writes('flow', inFlow(`from b.list()
incremental
starting '2026-01-01'
as order`), inFlow(`  from b.list()
       incremental
       starting '2026-01-01'
       as order`)));

  test('what goes on is two deeper', () => writes('flow', inFlow(`let a =
b
.c()
&&d`), inFlow(`  let a =
    b
    .c()
    && d`)));

  test('a word after the brace of a block stands under the first', () => writes('flow', inFlow(`each a as b concurrency 2
{
yield b
}
as c
try {
skip
}
catch e {
skip
}`), inFlow(`  each a as b concurrency 2
  {
    yield b
  }
  as c
  try {
    skip
  }
  catch e {
    skip
  }`)));

  test('one blank line is kept, none where brackets begin and end', () => writes('flow', '\n\nflow a {\n\n\n  skip\n\n\n\n  skip\n\n}\n\n\nflow b {}', 'flow a {\n  skip\n\n  skip\n}\n\nflow b {}\n'));

  test('lines are neither joined nor broken', async () => {
    const long = inFlow(`  let a = [${Array.from({ length: 80 }, (_, index) => index).join(', ')}]`);
    await writes('flow', long, long);
  });
});

describe('comments', () => {
  test('stand as deep as what follows, before a bracket as deep as what is inside', () => writes('flow', `// a
flow a {
// b
skip
   // c
}
  // d`, `// a
flow a {
  // b
  skip
  // c
}
// d
`));

  test('keep their stars under one another, and their text', () => writes('flow', `    /**
 * One  two.
       * Three.
     */
flow a {
      /* no stars:
   as it was   */
  skip
}`, `/**
 * One  two.
 * Three.
 */
flow a {
  /* no stars:
   as it was   */
  skip
}
`));

  test('at the ends of lines are under one another, as far as no line without one is between', () => writes('flow', inFlow(`skip // a   
let b = c// d
let e = f
skip      // g`), inFlow(`  skip      // a
  let b = c // d
  let e = f
  skip // g`)));
});

describe('columns', () => {
  test('of a connector\'s head', () => writes('connector', inConnector(`title 'A'
// What it is.
category   'B'
hosts [
'x'
]

hosts   ['c']
base 'd'`), inConnector(`  title    'A'
  // What it is.
  category 'B'
  hosts    [
    'x'
  ]

  hosts ['c']
  base 'd'`)));

  test('of URLs and keys', () => writes('connector', inConnector(`auth b {
title   'C'
oauth2 authorizationCode {
authorizeUrl 'd'
tokenUrl 'e'
clientAuth   basic
}
sigv4 {
region 'f'
secretAccessKey g
}
}`), inConnector(`  auth b {
    title 'C'
    oauth2 authorizationCode {
      authorizeUrl 'd'
      tokenUrl     'e'
      clientAuth basic
    }
    sigv4 {
      region          'f'
      secretAccessKey g
    }
  }`)));

  test('of the instances that a flow uses', () => writes('flow', inFlow(`use a=b.c
use defg=[ b.c,d.e ]

use h=b.c`), inFlow(`  use a    = b.c
  use defg = [b.c, d.e]

  use h = b.c`)));
});

describe('edits', () => {
  test('are as small as what is wrong', async () => {
    const text = written.find(({ name }) => name.endsWith('examples/steps.flow'))!.text;
    const { parser } = languageServices('flow');
    const messy = text.replace('  skip\n', '\t skip  \n').replace('a = ', 'a=');
    const edits = await formattingEdits(parser.LangiumParser.parse(messy), parser.Lexer);
    expect(withEdits(messy, edits)).toBe(text);
    expect(edits.every(({ start, end }) => end - start <= 8)).toBe(true);
    expect(edits.length).toBeLessThanOrEqual(4);
  });

  test('of 1,000 lines take little more than reading them', async () => {
    const { parser } = languageServices('flow');
    const part = written.find(({ name }) => name.endsWith('examples/steps.flow'))!.text.replace(/^import.*\n/, '').replaceAll(/^ +/gm, '\t');
    const text = part.repeat(8);
    const parsed = parser.LangiumParser.parse(text);
    const least = async (measured: () => unknown): Promise<number> => {
      let best = Infinity;
      for (let round = 0; round < 10; round++) {
        const start = process.threadCpuUsage();
        await measured();
        best = Math.min(best, process.threadCpuUsage(start).user);
      }
      return best;
    };
    const reading = await least(() => parser.LangiumParser.parse(text));
    const formatting = await least(() => formattingEdits(parsed, parser.Lexer));
    expect(parsed.value.$cstNode!.text.split('\n').length).toBeGreaterThan(950);
    expect(formatting).toBeLessThan(3 * reading);
  });
});
