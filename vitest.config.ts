import { defineConfig } from 'vitest/config';

// Three suites by what they cost: `unit` is the fast loop, `integration` starts processes and servers, `fuzz` is run by hand.
const project = (name: string, suffix: string, testTimeout: number) => ({
  test: { name, include: [`test/**/*.${suffix}.ts`], exclude: ['test/e2e/**', 'node_modules/**'], testTimeout },
});

export default defineConfig({
  test: {
    projects: [project('unit', 'test', 10_000), project('integration', 'itest', 120_000), project('fuzz', 'fuzz', 3_600_000)],
  },
});
