import { existsSync, mkdirSync, readFileSync, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';

const LOG = join('stagedoor.stagedoor', 'Stagedoor.log');

/**
 * Resolves when the extension has written what is looked for into its log. Nothing is asked of the workbench meanwhile: with keys and
 * pictures the browser would compete with the extension host for the processors.
 * @param timeout in ms
 */
export function waitForLog(dataDir: string, text: RegExp, timeout: number): Promise<void> {
  const folder = join(dataDir, 'data', 'logs');
  mkdirSync(folder, { recursive: true });
  const isWritten = (): boolean =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((name) => {
      const file = join(folder, name);
      return name.endsWith(LOG) && existsSync(file) && text.test(readFileSync(file, 'utf8'));
    });
  return new Promise((resolve, reject) => {
    const end = (finish: () => void): void => {
      clearTimeout(timer);
      watcher.close();
      finish();
    };
    const look = (): void => {
      if (isWritten()) {
        end(resolve);
      }
    };
    const watcher = watch(folder, { recursive: true }, look);
    const timer = setTimeout(() => end(() => reject(new Error(`The extension's log does not say ${text} after ${timeout / 1000} s.`))), timeout);
    look();
  });
}
