import { Octokit } from '@octokit/rest';
import { describe, expect, it } from 'vitest';
import { createReplay, readScenario, scenarioNames } from './replayServer.ts';
import type { Recording } from './replayServer.ts';

const SILENT = { debug: (): void => undefined, info: (): void => undefined, warn: (): void => undefined, error: (): void => undefined };

/** Sends what was recorded through a plain client; answers what the client made of it. */
async function send(octokit: Octokit, recording: Recording): Promise<{ readonly status: number; readonly data: unknown }> {
  const body = recording.sent === '' ? {} : { data: recording.sent };
  const headers = { ...(recording.accept ? { accept: recording.accept } : {}), ...(recording.authorization ? { authorization: recording.authorization } : {}) };
  // An address in full, so that the client does not read the recorded path as a template.
  const url = `${recording.origin}${recording.path}`.replaceAll('{', '%7B').replaceAll('}', '%7D');
  try {
    const answer = await octokit.request(`${recording.method} ${url}`, { ...body, headers, request: { redirect: 'manual' } });
    return { status: answer.status, data: answer.data };
  } catch (error) {
    if (error instanceof Error && 'status' in error && typeof error.status === 'number' && 'response' in error && typeof error.response === 'object' && error.response !== null) {
      return { status: error.status, data: 'data' in error.response ? error.response.data : undefined };
    }
    throw error;
  }
}

/** Downloads and uploads of bytes, which a recording keeps in a form of its own. */
const BYTES = new Set(['get-archive', 'release-assets', 'release-assets-conflict']);

describe('answers recorded with the real GitHub, through a plain client', () => {
  const names = scenarioNames();

  it('are there', () => {
    expect(names.length).toBeGreaterThanOrEqual(20);
  });

  it.each(names.filter((name) => !BYTES.has(name)))('%s', async (name) => {
    const recordings = readScenario(name);
    const replay = createReplay(recordings);
    const octokit = new Octokit({ request: { fetch: replay.fetch }, log: SILENT });
    for (const recording of recordings) {
      const { status, data } = await send(octokit, recording);
      expect(status).toBe(recording.status);
      if (recording.status !== 204 && recording.status !== 304) {
        expect(data).toEqual(recording.answer);
      }
    }
    expect(replay.pending).toEqual([]);
  });
});

describe('a replay', () => {
  it('follows the pages of a list', async () => {
    const replay = createReplay(readScenario('paginate-issues'));
    const octokit = new Octokit({ request: { fetch: replay.fetch }, log: SILENT, auth: '0'.repeat(40) });
    const issues = await octokit.paginate(octokit.issues.listForRepo, { owner: 'octokit-fixture-org', repo: 'paginate-issues', per_page: 3 });
    expect(issues).toHaveLength(13);
  });

  it('refuses what was not recorded, in another order or with another body', async () => {
    const [first] = readScenario('create-file');
    const replay = createReplay(first ? [first] : []);
    await expect(replay.fetch('https://api.github.com/user')).rejects.toThrow('The recording goes on with PUT https://api.github.com/repos');
    await expect(replay.fetch(`https://api.github.com${first?.path ?? ''}`, { method: 'PUT', body: '{}' })).rejects.toThrow('was recorded with the body');
    await replay.fetch(`https://api.github.com${first?.path ?? ''}`, { method: 'PUT', body: JSON.stringify(first?.sent) });
    await expect(replay.fetch('https://api.github.com/user')).rejects.toThrow('nothing more');
  });
});
