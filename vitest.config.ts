import { defineConfig } from 'vitest/config';

// Suites by what they cost: `unit` is the fast loop, `integration` starts processes and servers, `fuzz` is run by hand, `ui` drives a
// real VS Code and wants the machine for itself.
// Files share their modules within a worker: loading the languages anew for each takes longer than most tests.
const project = (name: string, suffix: string, testTimeout: number, isolate = true) => ({
  test: { name, include: [`test/**/*.${suffix}.ts`], exclude: ['test/e2e/**', 'node_modules/**'], testTimeout, isolate },
});

const ui = {
  test: { name: 'ui', include: ['test/e2e/ui/**/*.e2e.ts'], testTimeout: 240_000, hookTimeout: 240_000, fileParallelism: false },
};

export default defineConfig({
  test: {
    projects: [project('unit', 'test', 20_000, false), project('integration', 'itest', 120_000), project('fuzz', 'fuzz', 3_600_000), ui],
  },
});
