import { defineConfig } from 'vitest/config';

// The interface in a browser: one workbench at a time, since a machine of two cores is slow enough with one.
export default defineConfig({
  test: {
    include: ['test/host/interface/**/*.test.ts'],
    setupFiles: ['test/host/workbench/closeAtEnd.ts'],
    reporters: ['verbose'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    isolate: false,
    // What a person waits for without a thought, on a machine that is busy.
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
