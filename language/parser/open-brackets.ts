/** The brackets that are open within one another, each found by its kind at once: a half-typed file may have thousands. */
export class OpenBrackets {
  readonly list: string[] = [];
  private readonly places = new Map<string, number[]>();

  get length(): number { return this.list.length; }

  push(bracket: string): void {
    const places = this.places.get(bracket);
    if (places === undefined) this.places.set(bracket, [this.list.length]);
    else places.push(this.list.length);
    this.list.push(bracket);
  }

  /** The place of the innermost one of a kind, from 0 outside; -1 where there is none. */
  last(bracket: string): number {
    return this.places.get(bracket)?.at(-1) ?? -1;
  }

  /** Closes the one at a place, with all inside it. */
  closeFrom(place: number): void {
    while (this.list.length > place) this.places.get(this.list.pop()!)!.pop();
  }
}
