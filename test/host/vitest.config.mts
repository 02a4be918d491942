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
    testTimeout: 60_000,
    // A browser, an editor and a server on two cores: what fails once is tried again, and the run says which test it was.
    retry: 1,
    hookTimeout: 60_000,
  },
});
