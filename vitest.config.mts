import { defineConfig } from 'vitest/config';
import { viteValidators } from './scripts/validators.mjs';

export default defineConfig({
  plugins: [viteValidators()],
  test: {
    include: ['test/{portal,editor,webview,cli,parity,github,protocol,scripts}/**/*.test.ts'],
    environment: 'node',
    pool: 'threads',
    maxWorkers: 2,
    testTimeout: 20_000,
  },
});
