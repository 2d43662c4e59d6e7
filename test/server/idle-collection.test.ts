import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DocumentState } from 'langium';
import { collectWhenIdle, idleMs, worthwhileBytes } from '../../server/idle-collection.ts';
import { createServerServices } from '../../server/services.ts';
import { MemoryFiles } from '../support/memory-files.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

it('memory is given back once nothing has changed for a while, and only where enough has come together since', () => {
  const { shared } = createServerServices({ fileSystemProvider: () => new MemoryFiles({}) });
  const updates = new Set<() => void>();
  const phases: DocumentState[] = [];
  vi.spyOn(shared.workspace.DocumentBuilder, 'onUpdate').mockImplementation((listener) => { updates.add(() => listener([], [])); return { dispose: () => undefined }; });
  vi.spyOn(shared.workspace.DocumentBuilder, 'onBuildPhase').mockImplementation((state) => { phases.push(state); return { dispose: () => undefined }; });
  let used = worthwhileBytes * 2;
  const collections: number[] = [];
  collectWhenIdle(shared, { usedBytes: () => used, collect: () => { collections.push(used); used = worthwhileBytes; } });
  const type = (): void => { for (const update of updates) update(); };
  expect(phases).toEqual([DocumentState.Validated]);

  for (let key = 0; key < 5; key++) { vi.advanceTimersByTime(idleMs - 1); type(); }
  expect(collections).toEqual([]);
  vi.advanceTimersByTime(idleMs);
  expect(collections).toEqual([worthwhileBytes * 2]);

  used += worthwhileBytes - 1;
  type();
  vi.advanceTimersByTime(idleMs * 10);
  expect(collections).toHaveLength(1);
  used += 1;
  type();
  vi.advanceTimersByTime(idleMs);
  expect(collections).toEqual([worthwhileBytes * 2, worthwhileBytes * 2]);
});
