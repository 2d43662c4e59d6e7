import type { AstNode } from 'langium';
import type { NamedSymbol } from '../references/symbol.ts';
import { enclosing } from '../references/walk.ts';
import { declaredHere, type Report } from './check.ts';

// Where a secret that is known at a place must not go all the same. Elsewhere it has no name: that is told where the name stands.

const pathOwners: ReadonlySet<string> = new Set(['Base', 'Request', 'Login', 'Subscribe', 'Unsubscribe', 'Then']);

const inUrl = 'in a URL it would stand in logs of servers and proxies. Send it in a header or in the body.';

/** A secret in a URL or in something that is kept, or a flow's secret anywhere but where it is compared. */
export function secretSpot(node: AstNode, symbol: NamedSymbol, report: Report): void {
  if (symbol.kind !== 'secret') return;
  const tell = (why: string): void => report('secret-leaves', { node }, `\`${symbol.name}\` is a secret: ${why}`, declaredHere(symbol.node));
  const flow = enclosing(node, 'Flow');
  for (let at: AstNode = node; at.$container !== undefined; at = at.$container) {
    const parent = at.$container;
    if (flow !== undefined) {
      if (parent.$type === 'Trigger' && at.$containerProperty === 'verify') return;
      if (parent === flow) break;
      continue;
    }
    const leak = leakAt(parent, at.$containerProperty);
    if (leak !== undefined) { tell(leak); return; }
  }
  if (flow !== undefined) tell('it is only compared, in `verify` of the trigger, and goes nowhere else.');
}

/** Why a secret must not stand in that part of a node. */
function leakAt(parent: AstNode, property: string | undefined): string | undefined {
  if (pathOwners.has(parent.$type) && (property === 'path' || property === 'value')) return inUrl;
  switch (parent.$type) {
    case 'OAuthProperty': {
      const { key } = parent as unknown as { key?: string };
      if (key?.endsWith('Url')) return inUrl;
      return key === 'authorizeParams' ? 'these parameters stand in the address of the page on which a person signs in. Send it to `tokenUrl`, in `params`.' : undefined;
    }
    case 'Capture': return 'what is captured is a setting of the instance, which is shown and may stand in URLs. Capture a value of the answer.';
    case 'Setting': case 'Settings': return 'a setting is shown and may stand in URLs, so it takes no value of a secret. Declare it as `secret` too.';
    case 'Result': case 'Records': return 'it would become part of a record, which is kept in the history and shown. Leave it out.';
    case 'Id': return 'the id of a call is kept and shown. Take it from the call: `request.header[…]` or `body.…`.';
    default: return undefined;
  }
}
