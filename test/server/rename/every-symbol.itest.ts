import { it } from 'vitest';
import { renamesEverySymbol } from './every-symbol.ts';

// The design's examples, four times as many, are renamed in `npm run fuzz`.
it.each(['samples/orders', 'samples/tutorial'])('every symbol of %s is renamed and back', (folder) => renamesEverySymbol(folder), 600_000);
