import { it } from 'vitest';
import { renamesEverySymbol } from './every-symbol.ts';

it('every symbol of the examples is renamed and back', () => renamesEverySymbol('test/golden/examples'), 1_200_000);
