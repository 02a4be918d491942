import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { lstat, mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/cli/run';
import type { Parity } from './expected';

/** What the real scaffolder made of a template. */
interface Expected {
  readonly ok: boolean;
  readonly error?: string;
  readonly output: unknown;
  readonly steps: readonly unknown[];
  readonly files: readonly ExpectedFile[] | null;
}

interface ExpectedFile {
  readonly path: string;
  readonly type: string;
  readonly mode?: string;
  readonly sha256?: string;
  readonly target?: string;
}

/** Folders with `template/`, `values.json` and `expected.json`. */
export function templateNames(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => existsSync(join(folder, name, 'expected.json')) && existsSync(join(folder, name, 'template'))) : [];
}

/** Runs each template through `stagedoor template run --dry-run` and compares with what the real runner did. */
export async function compareTemplates(folder: string): Promise<Parity> {
  const names = templateNames(folder);
  const differences: string[] = [];
  for (const name of names) {
    const difference = await compareTemplate(join(folder, name));
    if (difference !== undefined) {
      differences.push(`${name}: ${difference}`);
    }
  }
  return { total: names.length, differences };
}

async function compareTemplate(folder: string): Promise<string | undefined> {
  const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;
  const parent = await mkdtemp(join(tmpdir(), 'stagedoor-template-'));
  try {
    const out = join(parent, 'out');
    let printed = '';
    const terminal = { cwd: folder, colour: false, write: (text: string) => (printed += text), writeError: () => undefined };
    await run(['template', 'run', 'template', '--values', 'values.json', '--out', out, '--dry-run', '--no-check'], terminal);
    const actual = JSON.parse(printed) as { ok: boolean; error?: string; output: unknown; steps: { id: string; action: string; status: string; input?: unknown }[] };
    const steps = actual.steps.map(({ id, action, status, input }) => ({ id, action, status, input }));
    const pairs: readonly (readonly [string, unknown, unknown])[] = [
      ['ok', expected.ok, actual.ok],
      ['error', expected.error, actual.error],
      ['output', expected.output, actual.output],
      ['steps', expected.steps, steps],
      ...(expected.files ? [['files', expected.files.map(toComparable), await readTree(out)] as const] : []),
    ];
    const wrong = pairs.find(([, wanted, got]) => sorted(wanted) !== sorted(got));
    return wrong && `${wrong[0]}: expected ${sorted(wrong[1])}, ours ${sorted(wrong[2])}`;
  } finally {
    await rm(parent, { recursive: true });
  }
}

function toComparable({ path, type, mode, sha256, target }: ExpectedFile): unknown {
  return type === 'file' ? { path, type, mode, sha256 } : type === 'symlink' ? { path, type, target } : { path, type };
}

async function readTree(folder: string, path = ''): Promise<unknown[]> {
  const names = (await readdir(join(folder, path))).sort();
  const entries: unknown[] = [];
  for (const name of names) {
    const [at, inner] = [join(folder, path, name), path === '' ? name : `${path}/${name}`];
    const stat = await lstat(at);
    if (stat.isSymbolicLink()) {
      entries.push({ path: inner, type: 'symlink', target: await readlink(at) });
    } else if (stat.isDirectory()) {
      const inside = await readTree(folder, inner);
      entries.push(...(inside.length > 0 ? inside : [{ path: inner, type: 'directory' }]));
    } else {
      const sha256 = createHash('sha256').update(await readFile(at)).digest('hex');
      entries.push({ path: inner, type: 'file', mode: (stat.mode & 0o777).toString(8), sha256 });
    }
  }
  return entries;
}

/** JSON with keys and lists of files in one order. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (Array.isArray(part) && part.every((item): item is { path: string } => typeof item === 'object' && item !== null && 'path' in item)) {
      return [...part].sort((a, b) => (a.path < b.path ? -1 : 1));
    }
    return typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part;
  }) ?? 'nothing';
}
