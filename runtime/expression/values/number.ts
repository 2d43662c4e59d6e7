import { Decimal } from './decimal.ts';
import { rawNumber } from './raw-json.ts';

/** An integer beyond 2^53, where a double would lose digits. Smaller ones are plain numbers: `integer` decides. */
export class BigInteger {
  readonly value: bigint;

  constructor(value: bigint) {
    this.value = value;
  }

  toString(): string {
    return this.value.toString();
  }

  toJSON(): unknown {
    return rawNumber(this.value.toString());
  }
}

/** A number of JSON that is not spelled as JavaScript would spell it (`10.0`, `1e5`, `-0`): it is written as it was read. */
export class RawNumber {
  readonly text: string;

  /** `text` in JSON's number syntax. */
  constructor(text: string) {
    this.text = text;
  }

  /** Its value, to calculate with. Throws `evaluation-limit` where it has more than a thousand digits. */
  decimal(): Decimal {
    const parsed = Decimal.parse(this.text);
    if (parsed === undefined) throw new Error(`not a number of JSON: ${this.text}`);
    return parsed;
  }

  toString(): string {
    return this.text;
  }

  toJSON(): unknown {
    return rawNumber(this.text);
  }
}

/** An integer as a value: a number up to 2^53, a `BigInteger` beyond. */
export function integer(value: bigint): number | BigInteger {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : new BigInteger(value);
}
