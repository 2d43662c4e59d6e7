import { Big, type BigConstructor } from 'big.js';
import { PatchbayError } from '../../errors.ts';
import { rawNumber } from './raw-json.ts';

/** Digits of a quotient, as IEEE 754 decimal128 has. */
const quotientDigits = 34;
/** Numbers longer than this are carried as text, never calculated with: arithmetic on them could take for ever. */
const largestMagnitude = 1000;
const halfUp = 1;

const Exact: BigConstructor = Big();
const plain = /^-?\d+(?:\.(\d+))?$/;
const scientific = /^-?\d+(?:\.\d+)?[eE][-+]?\d+$/;

export type Rounding = 'half-up' | 'floor' | 'ceil' | 'down';

/**
 * An exact decimal number that remembers how many digits stand after its point: `12.50` stays `12.50`. Sums and products are exact,
 * quotients have 34 significant digits. Numerically equal decimals are equal, however they are spelled.
 */
export class Decimal {
  readonly #big: Big;
  readonly #scale: number;

  private constructor(big: Big, scale: number) {
    this.#big = big;
    this.#scale = scale;
  }

  /** Reads JSON's number syntax, leading zeros allowed; undefined where the text is no such number. */
  static parse(text: string): Decimal | undefined {
    const match = plain.exec(text);
    if (match !== null) {
      if (text.length > largestMagnitude) throw tooLarge();
      return new Decimal(new Exact(text), match[1]?.length ?? 0);
    }
    if (!scientific.test(text)) return undefined;
    const big = new Exact(text);
    if (Math.abs(big.e) > largestMagnitude || big.c.length > largestMagnitude) throw tooLarge();
    return new Decimal(big, Decimal.#digitsAfterPoint(big));
  }

  /** The shortest decimal that is this double; undefined for NaN and infinities. */
  static fromNumber(value: number): Decimal | undefined {
    return Number.isFinite(value) ? Decimal.parse(String(value)) : undefined;
  }

  static fromBigInt(value: bigint): Decimal {
    return new Decimal(new Exact(value.toString()), 0);
  }

  static #digitsAfterPoint(big: Big): number {
    return Math.max(0, big.c.length - 1 - big.e);
  }

  static #checked(big: Big, scale: number): Decimal {
    if (scale > largestMagnitude || big.c.length > largestMagnitude) throw tooLarge();
    return new Decimal(big, scale);
  }

  plus(other: Decimal): Decimal {
    return Decimal.#checked(this.#big.plus(other.#big), Math.max(this.#scale, other.#scale));
  }

  minus(other: Decimal): Decimal {
    return Decimal.#checked(this.#big.minus(other.#big), Math.max(this.#scale, other.#scale));
  }

  times(other: Decimal): Decimal {
    return Decimal.#checked(this.#big.times(other.#big), this.#scale + other.#scale);
  }

  /** Throws where `other` is zero: the caller says which record. */
  dividedBy(other: Decimal): Decimal {
    if (other.isZero()) throw new PatchbayError('division-by-zero', 'division by zero', { scope: 'record' });
    // big.js limits the digits after the point, not the significant ones: ask for enough, then cut.
    Exact.DP = Math.max(0, quotientDigits - (this.#big.e - other.#big.e) + 1);
    const quotient = new Exact(this.#big).div(other.#big).prec(quotientDigits, halfUp);
    return Decimal.#checked(quotient, Decimal.#digitsAfterPoint(quotient));
  }

  /** The remainder has the sign of the dividend, as in JavaScript. */
  remainder(other: Decimal): Decimal {
    if (other.isZero()) throw new PatchbayError('division-by-zero', 'division by zero', { scope: 'record' });
    return Decimal.#checked(this.#big.mod(other.#big), Math.max(this.#scale, other.#scale));
  }

  negated(): Decimal {
    return new Decimal(this.#big.neg(), this.#scale);
  }

  abs(): Decimal {
    return new Decimal(this.#big.abs(), this.#scale);
  }

  /** With exactly `digits` digits after the point (0 to 1000); halves go away from zero. */
  round(digits: number, mode: Rounding = 'half-up'): Decimal {
    let big = this.#big.round(digits, mode === 'half-up' ? halfUp : 0);
    if (mode === 'floor' && big.gt(this.#big)) big = big.minus(`1e-${digits}`);
    if (mode === 'ceil' && big.lt(this.#big)) big = big.plus(`1e-${digits}`);
    return new Decimal(big, digits);
  }

  /** Below zero, zero or above zero. */
  compare(other: Decimal): number {
    return this.#big.cmp(other.#big);
  }

  isZero(): boolean {
    return this.#big.c[0] === 0;
  }

  isWhole(): boolean {
    return Decimal.#digitsAfterPoint(this.#big) === 0;
  }

  toNumber(): number {
    return Number(this.#big.toString());
  }

  /** The whole part. */
  toBigInt(): bigint {
    return BigInt(this.#big.round(0, 0).toFixed(0));
  }

  /** Its digits without needless zeros, so that equal numbers give equal texts. */
  canonical(): string {
    return this.isZero() ? '0' : this.#big.toFixed();
  }

  toString(): string {
    const text = this.#big.toFixed(this.#scale);
    return this.isZero() && text.startsWith('-') ? text.slice(1) : text;
  }

  toJSON(): unknown {
    return rawNumber(this.toString());
  }
}

function tooLarge(): PatchbayError {
  return new PatchbayError('evaluation-limit', `a number of more than ${largestMagnitude} digits cannot be calculated with`, { scope: 'record' });
}
