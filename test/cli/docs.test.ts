import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-docs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

async function docs(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await run(['docs', ...args], { cwd: folder, colour: false, write: (text) => void (out += text), writeError: (text) => void (err += text) });
  return { code, out, err };
}

describe('stagedoor docs', () => {
  it('writes each page, and pages.json in the order of the navigation', async () => {
    put('site/mkdocs.yml', 'site_name: Shop\nnav:\n  - B: sub/b.md\n  - index.md\n');
    put('site/docs/index.md', '# Start\n\n[b](sub/b.md)\n');
    put('site/docs/sub/b.md', '# Bee\n');
    expect(await docs('site', '--out', 'out')).toEqual({ code: 0, out: '', err: '' });
    expect(readFileSync(join(folder, 'out/index.html'), 'utf8')).toContain('<a href="sub/b/">b</a>');
    expect(readFileSync(join(folder, 'out/sub/b.html'), 'utf8')).toContain('<h1 id="bee">Bee');
    expect(JSON.parse(readFileSync(join(folder, 'out/pages.json'), 'utf8'))).toEqual([
      { title: 'B', url: 'sub/b/', file: 'sub/b.md' },
      { title: 'Start', url: '', file: 'index.md' },
    ]);
  });

  it('checks links, files and settings', async () => {
    put('mkdocs.yml', 'site_name: Shop\nhooks: [x.py]\nnav: [index.md, gone.md]\n');
    put('docs/index.md', '[a](nowhere.md) ![p](p.png) [w](https://example.com) [t](#top)\n');
    const { code, out } = await docs('.', '--check');
    expect(code).toBe(1);
    expect(out).toContain('leaves out the setting hooks');
    expect(out).toContain('nav names gone.md');
    expect(out).toContain('index.md:1: nowhere.md is not among the files of these docs.');
    expect(out).toContain('index.md:1: p.png is not among');
    expect(out).toContain('index.md:1: There is no heading or anchor #top on this page.');
    expect(out).toMatch(/1 page, 5 problems\n$/);
    put('mkdocs.yml', 'site_name: Shop\n');
    put('docs/index.md', '# Fine\n');
    expect(await docs('.', '--check')).toMatchObject({ code: 0, out: '1 page, 0 problems\n' });
  });

  it('says why a site would not be built', async () => {
    put('mkdocs.yml', 'site_name: Shop\ndocs_dir: ../other\n');
    expect(await docs('.', '--check')).toMatchObject({ code: 1, err: expect.stringContaining('docs_dir in mkdocs.yml must be a folder below it') as string });
    expect((await docs('none', '--check')).code).toBe(2);
    expect((await docs('.')).code).toBe(2);
    expect((await docs('.', '--check', '--out', 'x')).code).toBe(2);
    expect((await docs('.', '--nonsense')).code).toBe(2);
  });

  it('reads nothing behind a link, nor a snippet outside', async () => {
    put('secret.md', 'SECRET');
    put('site/mkdocs.yml', 'site_name: Shop\n');
    put('site/docs/index.md', '--8<-- "../secret.md"\n\n--8<-- "inside.md"\n');
    put('site/x', '');
    symlinkSync(join(folder, 'secret.md'), join(folder, 'site/inside.md'));
    symlinkSync(join(folder, 'secret.md'), join(folder, 'site/docs/linked.md'));
    const { code, err } = await docs('site', '--out', 'out');
    expect(`${code} ${err}`).not.toContain('SECRET');
    expect(code).toBe(1);
    expect(err).toContain('symbolic link');
  });
});
