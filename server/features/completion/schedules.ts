import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { ast } from '#language';
import { readCron } from '../cron.ts';
import { markdown } from '../markdown.ts';
import { inQuotes } from '../written-names.ts';
import { type Proposal, ranks } from './items.ts';
import type { Place } from './place.ts';
import { allZones } from './time-zones.ts';

/** Schedules that people want, in cron. */
const usual: readonly string[] = [
  '*/5 * * * *', '*/15 * * * *', '*/30 * * * *', '0 * * * *', '0 */4 * * *', '0 6 * * *', '0 6,12,18 * * *', '0 6 * * 1-5', '0 9-17 * * 1-5', '*/15 8-18 * * 1-5', '0 8 * * 1', '0 3 * * 0', '0 5 1 * *', '0 5 1 1,4,7,10 *', '0 0 1 1 *',
];

/** After `trigger schedule`: what is typed in plain English, then usual schedules, which are found by their English too. */
export function schedules(place: Place): Promise<Proposal[]> | undefined {
  const { node, slots } = place;
  const trigger = node.$container;
  if (!slots.has('text') || !ast.isTrigger(trigger) || node.$containerProperty !== 'cron') return undefined;
  const zone = ast.isStringLiteral(trigger.timezone) && trigger.timezone.value !== '' ? trigger.timezone.value : undefined;
  return proposalsOf(typedText(place), zone);
}

/** What stands between the quotes; what is still being typed ends at the cursor. */
function typedText({ document, token }: Place): string {
  if (token.kind !== 'text') return '';
  return document.textDocument.getText().slice(token.start + 1, token.end).replace(/['"]$/, '').trim();
}

async function proposalsOf(typed: string, zone: string | undefined): Promise<Proposal[]> {
  const own = await proposal(typed, zone, ranks.wanted);
  const others = await Promise.all(usual.filter((cron) => cron !== typed).map((cron) => proposal(cron, zone, ranks.name)));
  return [...(own === undefined ? [] : [{ ...own, ofTyped: true as const }]), ...others.flatMap((one) => one ?? [])].map((one) => (typed === '' ? one : { ...one, ofTyped: true as const }));
}

async function proposal(cron: string, zone: string | undefined, rank: number): Promise<Proposal | undefined> {
  // A zone that is half typed says nothing yet.
  const options = zone === undefined || !allZones().includes(zone) ? {} : { zone };
  const reading = await readCron(cron, { count: 0 });
  if (reading === undefined) return undefined;
  const label = inQuotes(cron, "'");
  return {
    label, detail: reading.text, kind: CompletionItemKind.Event, rank, filterText: `${label} ${reading.text}`,
    documentation: async () => {
      const { text, next, zone: shown } = await readCron(cron, options) ?? reading;
      return markdown([`**${text}**`, ...(next.length === 0 ? ['It never comes.'] : [`Next, in ${shown}:`, next.map((time) => `- ${time}`).join('\n')])].join('\n\n'));
    },
  };
}
