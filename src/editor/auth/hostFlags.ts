import type * as vscode from 'vscode';
import type { HostFlags } from './hostTokens';

const KEY = 'stagedoor.signedOutHosts';

/** The hosts the user signed out of here, kept over restarts. */
export function createHostFlags(memory: vscode.Memento): HostFlags {
  const hosts = (): readonly string[] => memory.get<readonly string[]>(KEY, []);
  return {
    has: (host) => hosts().includes(host),
    async set(host, value) {
      const others = hosts().filter((other) => other !== host);
      if (value !== hosts().includes(host)) {
        await memory.update(KEY, value ? [...others, host] : others);
      }
    },
  };
}
