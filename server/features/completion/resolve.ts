import type { LangiumSharedServices } from 'langium/lsp';
import type { CompletionItem, MarkupContent } from 'vscode-languageserver-protocol';
import { contentFormat } from '../content-format.ts';
import type { Proposal } from './items.ts';

type Later = Exclude<NonNullable<Proposal['documentation']>, string | MarkupContent>;

/** By which a client asks for the rest of a proposal: the list it was in, and its place there. */
interface Reference { list: number; item: number }

/** What is said of proposals, worked out when a person looks at one: of the last two lists. */
export class CompletionResolver {
  private readonly lists = new Map<number, Later[]>();
  private readonly format: ReturnType<typeof contentFormat>;
  private count = 0;

  constructor(shared: LangiumSharedServices) {
    this.format = contentFormat(shared, 'completion');
  }

  /** Begins a list; those before the last are not looked at any more. */
  begin(): void {
    this.count++;
    this.lists.set(this.count, []);
    this.lists.delete(this.count - 2);
  }

  /** Keeps the documentation of an item of the list that was begun, and gives what the client sends back. */
  later(documentation: Later): Reference {
    const list = this.lists.get(this.count) ?? [];
    return { list: this.count, item: list.push(documentation) - 1 };
  }

  /** As it is said of an item: text as text, Markdown as the client takes it. */
  shown(documentation: string | MarkupContent): string | MarkupContent {
    return typeof documentation === 'string' ? documentation : this.format(documentation);
  }

  /** The item with its documentation; without it where the file has changed so much that nothing can be said. */
  async resolve(item: CompletionItem): Promise<CompletionItem> {
    const reference = item.data as Partial<Reference> | undefined;
    const later = this.lists.get(reference?.list ?? -1)?.[reference?.item ?? -1];
    try {
      const documentation = await later?.();
      return documentation === undefined ? item : { ...item, documentation: this.shown(documentation) };
    } catch {
      return item;
    }
  }
}

const resolvers = new WeakMap<LangiumSharedServices, CompletionResolver>();

/** The resolver of a server. To be asked for before the client connects. */
export function completionResolver(shared: LangiumSharedServices): CompletionResolver {
  let resolver = resolvers.get(shared);
  if (resolver === undefined) resolvers.set(shared, (resolver = new CompletionResolver(shared)));
  return resolver;
}
