import type { Marketplace, MarketplacePackage } from './bundled.ts';

/**
 * The packages in which every word of the query stands (name, title, category, documentation, in any case), the best first: the name
 * itself, its beginning, the title, the rest; then by name. No query lists them all.
 */
export function searchPackages(marketplace: Marketplace, query: string): MarketplacePackage[] {
  const words = query.toLowerCase().split(/\s+/u).filter((word) => word !== '');
  const found: { entry: MarketplacePackage; rank: number }[] = [];
  for (const entry of marketplace.packages.values()) {
    const ranks = words.map((word) => rankOf(entry, word));
    if (ranks.every((rank) => rank !== undefined)) found.push({ entry, rank: ranks.reduce<number>((sum, rank) => sum + (rank ?? 0), 0) });
  }
  return found.sort((a, b) => a.rank - b.rank || a.entry.name.localeCompare(b.entry.name)).map(({ entry }) => entry);
}

function rankOf(entry: MarketplacePackage, word: string): number | undefined {
  const name = entry.name.toLowerCase();
  if (name === word) return 0;
  if (name.startsWith(word)) return 1;
  if (entry.title.toLowerCase().includes(word) || name.includes(word)) return 2;
  if (entry.category.toLowerCase().includes(word)) return 3;
  return entry.documentation.toLowerCase().includes(word) ? 4 : undefined;
}
