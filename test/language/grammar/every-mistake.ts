// Every mistake of a kind in every sample, a few at a time, so that what else waits in this process runs between them.
import { keepForReport } from '../../fuzz/campaign.ts';
import { everySample, judge, type Judgement, type Mistake } from './mistakes.ts';
import type { Sample } from './support.ts';

/** What the parser makes of all of them, also kept for the report under this name, after each sample. */
export async function judgeEvery(name: string, mistakesIn: (sample: Sample) => readonly Mistake[]): Promise<Judgement> {
  const all: Judgement & { samples: number; cpuMs: number } = { cases: 0, near: 0, tooMany: [], lost: [], samples: 0, cpuMs: 0 };
  const start = process.threadCpuUsage();
  for (const sample of everySample) {
    const mistakes = mistakesIn(sample);
    for (let at = 0; at < mistakes.length; at += 50) {
      const some = judge(mistakes.slice(at, at + 50));
      all.near = (all.near * all.cases + some.near * some.cases) / (all.cases + some.cases);
      all.cases += some.cases;
      all.tooMany.push(...some.tooMany);
      all.lost.push(...some.lost);
      await new Promise<void>((resolve) => { setImmediate(resolve); });
    }
    all.samples++;
    const { user, system } = process.threadCpuUsage(start);
    all.cpuMs = (user + system) / 1000;
    keepForReport(name, all);
  }
  return all;
}
