import { it } from 'vitest';
import { renamesEverySymbol } from './every-symbol.ts';

// The design's examples, four times as many, are renamed in `npm run fuzz`.
it('every symbol of samples/orders is renamed and back', () => renamesEverySymbol('samples/orders'), 600_000);
