import { AstUtils } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { ast } from '#language';
import { inQuotes } from '../written-names.ts';
import { type Proposal, ranks } from './items.ts';
import type { Place } from './place.ts';

/** Time zones of IANA where one is wanted: of a schedule, of `inZone` and the like, of `@format`. That of this machine stands first. */
export function timeZones(place: Place): Proposal[] {
  if ((!place.slots.has('text') && !place.slots.has('value')) || !wantsZone(place)) return [];
  return allZones().map((zone, index) => zoneProposal(zone, index === 0 ? ranks.wanted : ranks.name));
}

function zoneProposal(zone: string, rank: number): Proposal {
  return { label: inQuotes(zone, "'"), kind: CompletionItemKind.Value, rank, documentation: () => zoneNow(zone) };
}

function wantsZone({ node, property, semantics }: Place): boolean {
  const owner = node.$container;
  if (property === undefined || (!ast.isStringLiteral(node) && !ast.isNameReference(node))) return false;
  if (ast.isTrigger(owner)) return node.$containerProperty === 'timezone';
  if (!ast.isArgument(owner)) return false;
  if (ast.isAttribute(owner.$container)) return owner.name === 'zone';
  const call = AstUtils.getContainerOfType(owner, ast.isCall);
  const target = call && semantics.types.callTarget(call);
  if (call === undefined || (target?.kind !== 'method' && target?.kind !== 'global')) return false;
  const places = call.args.filter((one) => one.name === undefined);
  return (owner.name ?? target.parameters[places.indexOf(owner)]?.name) === 'zone';
}

let zones: readonly string[] | undefined;

/** Every time zone that this Node knows: the machine's own, UTC, then all by name. */
export function allZones(): readonly string[] {
  zones ??= [...new Set([Intl.DateTimeFormat().resolvedOptions().timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
  return zones;
}

/** What the clocks of a zone show. */
export function zoneNow(zone: string, now = new Date()): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'long', hour: '2-digit', minute: '2-digit', timeZoneName: 'longOffset' }).format(now).replace('GMT', 'UTC');
}
