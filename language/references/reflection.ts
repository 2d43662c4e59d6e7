import { PatchbayAstReflection } from '../generated/ast.ts';

/** Finds the kinds of a type in one pass over all types: Langium's own compares each with each, which is felt at the start of a process. */
export class PatchbayReflection extends PatchbayAstReflection {
  private kinds: Map<string, string[]> | undefined;

  override getAllSubTypes(type: string): string[] {
    this.kinds ??= this.findKinds();
    return this.kinds.get(type) ?? [];
  }

  private findKinds(): Map<string, string[]> {
    const kinds = new Map<string, string[]>();
    for (const type of this.getAllTypes()) {
      for (const one of this.selfAndSupertypes(type)) {
        const known = kinds.get(one);
        if (known === undefined) kinds.set(one, [type]);
        else known.push(type);
      }
    }
    return kinds;
  }

  private selfAndSupertypes(type: string, found = new Set<string>()): Set<string> {
    if (found.has(type)) return found;
    found.add(type);
    for (const above of this.getTypeMetaData(type).superTypes) this.selfAndSupertypes(above, found);
    return found;
  }
}
