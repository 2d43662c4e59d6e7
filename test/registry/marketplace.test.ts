import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundledMarketplace, isBundledText, readMarketplace, searchPackages } from '#registry';
import { packageText } from '../../registry/bundled.ts';

const root = join(import.meta.dirname, '../..');
const names = (query: string): string[] => searchPackages(bundledMarketplace(), query).map(({ name }) => name);
const shopify = (): string => packageText(bundledMarketplace(), bundledMarketplace().packages.get('shopify')!);

describe('the bundled marketplace', () => {
  it('has an index that is current, and so have the samples what they installed', async () => {
    const { generated } = await import('../../scripts/marketplace-index.mjs' as string) as { generated(): Map<string, string> };
    expect(generated().size).toBeGreaterThan(4);
    for (const [path, text] of generated()) expect(readFileSync(path, 'utf8'), `${path}: run \`node scripts/marketplace-index.mjs\``).toBe(text);
  });

  it('knows its packages, each with a text that is what the index says', () => {
    const marketplace = bundledMarketplace();
    expect([...marketplace.packages.keys()]).toEqual(expect.arrayContaining(['netsuite', 'shopify', 'voyado']));
    for (const entry of marketplace.packages.values()) {
      expect(packageText(marketplace, entry)).toContain(`connector ${entry.name} {`);
      expect(readFileSync(join(marketplace.folder, entry.icon ?? 'none'), 'utf8')).toMatch(/^<svg /u);
    }
  });

  it('has a README for each, which names every setting, secret and endpoint of its connector', () => {
    const marketplace = bundledMarketplace();
    for (const entry of marketplace.packages.values()) {
      const readme = readFileSync(join(marketplace.folder, entry.readme!), 'utf8');
      const text = packageText(marketplace, entry);
      const block = /^  settings \{\n([^]*?)^  \}/mu.exec(text)?.[1] ?? '';
      const names = [...block.matchAll(/^ {4}(\w+):/gmu), ...text.matchAll(/^ +(?:setting|secret) (\w+)/gmu), ...text.matchAll(/^  endpoint (\w+)/gmu)].map((found) => found[1]!);
      expect(names.length).toBeGreaterThan(5);
      for (const name of names) expect(readme, `${entry.readme}: ${name}`).toContain(`\`${name}\``);
      expect(readme).toContain(`PATCHBAY__<INSTANCE>__CONNECTOR=${entry.name}`);
      expect(readme, 'pictures or HTML').not.toMatch(/<(?:script|img|iframe)|!\[/iu);
    }
  });

  it('finds by name, title, category and documentation, the nearest first', () => {
    expect(names('shop')[0]).toBe('shopify');
    expect(names('erp')).toEqual(['netsuite']);
    expect(names('Engage')).toEqual(['voyado']);
    expect(names('customers orders')).toEqual(expect.arrayContaining(['netsuite', 'shopify']));
    expect(names('').length).toBe(bundledMarketplace().packages.size);
    expect(names('customers nonsense')).toEqual([]);
  });
});

describe('a text that claims to be bundled', () => {
  it('is so byte by byte, line ends apart', () => {
    expect(isBundledText('shopify', shopify())).toBe(true);
    expect(isBundledText('shopify', shopify().replaceAll('\n', '\r\n'))).toBe(true);
  });

  it('is not, with one character changed, under another name, or unknown', () => {
    expect(isBundledText('shopify', shopify().replace('*.myshopify.com', '*.myshopify.con'))).toBe(false);
    expect(isBundledText('netsuite', shopify())).toBe(false);
    expect(isBundledText('constructor', shopify())).toBe(false);
  });
});

describe('a damaged marketplace', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'patchbay-marketplace-'));
    cpSync(join(root, 'marketplace'), folder, { recursive: true });
  });
  afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

  it('gives no package that differs from its index', () => {
    const marketplace = readMarketplace(folder);
    const entry = marketplace.packages.get('shopify')!;
    writeFileSync(join(folder, entry.file), `${readFileSync(join(folder, entry.file), 'utf8')}\n`);
    expect(() => packageText(marketplace, entry)).toThrowError(/is not the one that its index lists/u);
  });

  it.each([
    ['is not JSON', '{'],
    ['is something else', '{"packages": [7]}'],
    ['names a file outside', JSON.stringify({ packages: [{ name: 'x', title: '', version: '', category: '', documentation: '', sha256: '0'.repeat(64), file: '../../etc/passwd' }] })],
  ])('with an index that %s is refused', (_, index) => {
    writeFileSync(join(folder, 'index.json'), index);
    expect(() => readMarketplace(folder)).toThrowError(expect.objectContaining({ code: 'marketplace-broken' }));
  });
});
