/** Numbers between 0 and 1 from a seed (mulberry32), so that a failing case can be run again. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = Math.trunc(state + 0x6D2B79F5);
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One JSON text twice: as somebody may have spelled it, and without white space and needless escapes. */
export interface Spelled { loose: string; tight: string }

const numbers = [
  '0', '-0', '1', '-1', '10.0', '1.50', '0.10', '1e5', '1E5', '1e+5', '1e-7', '0.0000001', '0.000001', '123456789012345678', '9007199254740991', '9007199254740992', '9007199254740993', '-9007199254740993', '12345678901234567890',
  '1e400', '-1e-400', '0.1', '0.30000000000000004', '1.7976931348623157e308', '123456.789012345678', '5e-324', '100000000000000000000000', '1e21', '-0.0', '0e0', '2.5', '1000000000000000',
];
const keys = ['a', 'b', 'id', 'name', '', '0', '2', '10', '1', '01', '-1', '4294967294', '4294967295', '99999999999', '__proto__', 'constructor', 'toString', 'length', 'x y', '"', '\\', 'é', '\u2028', '\u0000', '\ud800', '1.5', '٣'];
const words = ['', 'text', 'a "quoted" word', 'back\\slash', 'line\nbreak', '\u0007', '😀', '\udc00', '\ud800\ud800', '10.0', ' 1e5, [1]', '": 1', '{"2": 10.0}', '</script>', '2026-01-05T10:00:00.000Z', '\u2029', 'x'.repeat(100)];

/** A JSON text of random shape, with everything that usual parsers damage. */
export function randomJson(random: () => number, depth = 4): Spelled {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const gap = (): string => (random() < 0.7 ? '' : pick([' ', '\n', '\t', '  ', '\r\n']));
  const padded = ({ loose, tight }: Spelled): Spelled => ({ loose: gap() + loose + gap(), tight });

  function text(signs: string): Spelled {
    const tight = JSON.stringify(signs);
    const loose = [...signs].map((sign) => {
      if (random() < 0.8) return JSON.stringify(sign).slice(1, -1);
      return sign === '/' ? '\\/' : sign.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
    }).join('');
    return { loose: `"${loose}"`, tight };
  }

  function number(): Spelled {
    if (random() < 0.6) {
      const known = pick(numbers);
      return { loose: known, tight: known };
    }
    const digits = Math.floor(random() * 10 ** Math.floor(random() * 15)).toString();
    const made = random() < 0.5 ? digits : `${digits}.${Math.floor(random() * 1000)}`;
    return { loose: made, tight: made };
  }

  function joined(open: string, close: string, parts: Spelled[]): Spelled {
    return { loose: open + gap() + parts.map((part) => part.loose).join(',') + close, tight: open + parts.map((part) => part.tight).join(',') + close };
  }

  function value(left: number): Spelled {
    const kind = random();
    if (left > 0 && kind < 0.25) return padded(joined('[', ']', Array.from({ length: Math.floor(random() * 5) }, () => value(left - 1))));
    if (left > 0 && kind < 0.6) return padded(object(left));
    if (kind < 0.8) return padded(number());
    return padded(kind < 0.95 ? text(pick(words)) : pick(['true', 'false', 'null'].map((word) => ({ loose: word, tight: word }))));
  }

  function object(left: number): Spelled {
    const names = [...new Set(Array.from({ length: Math.floor(random() * 6) }, () => (random() < 0.85 ? pick(keys) : `k${Math.floor(random() * 100)}`)))];
    return joined('{', '}', names.map((name) => {
      const key = padded(text(name));
      const member = value(left - 1);
      return { loose: `${key.loose}:${member.loose}`, tight: `${key.tight}:${member.tight}` };
    }));
  }

  return value(depth);
}
