// Compares `stagedoor catalog` with what a real catalog backend made of a corpus: expected/process/<name>.json.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Parity, readRepositories, runStagedoor } from './expected';

export interface ExpectedEntity {
  readonly ref: string;
  /** Whether it came into the catalog. */
  readonly stitched: boolean;
  /** `type targetRef`, sorted. */
  readonly relations: readonly string[];
  /** How many documents define it, where it is more than one: which of them is kept is up to chance. */
  readonly definedTimes?: number;
}

interface PrintedCatalog {
  readonly entities: readonly { readonly ref: string; readonly relations: readonly { readonly type: string; readonly targetRef: string }[] }[];
}

/** @param corpus absolute path */
export async function compareCatalog(corpus: string): Promise<Parity> {
  const differences: string[] = [];
  let total = 0;
  for (const { name, repository, branch } of readRepositories(corpus)) {
    const { entities } = JSON.parse(readFileSync(join(corpus, 'expected/process', `${name}.json`), 'utf8')) as { entities: ExpectedEntity[] };
    const folder = join(corpus, name);
    const found = await readCatalog(folder, ['--repository', repository, '--branch', branch]);
    const result = compareEntities(found, entities);
    total += result.total;
    differences.push(...result.differences.map((difference) => `${name} ${difference}`));
  }
  return { total, differences };
}

/** Relations of the entities of a folder by ref, as `type targetRef`, sorted as they are printed. */
export async function readCatalog(folder: string, options: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const catalog = JSON.parse(await runStagedoor(['catalog', '--format', 'json', ...options, folder], folder)) as PrintedCatalog;
  return new Map(catalog.entities.map(({ ref, relations }) => [ref, relations.map(({ type, targetRef }) => `${type} ${targetRef}`)]));
}

/** Every entity counts, those that are to be left out too. */
export function compareEntities(found: ReadonlyMap<string, readonly string[]>, expected: readonly ExpectedEntity[]): Parity {
  const differences: string[] = [];
  const contested = new Set(expected.filter(({ definedTimes = 1 }) => definedTimes > 1).map(({ ref }) => ref));
  for (const { ref, stitched, relations } of expected) {
    const ours = found.get(ref);
    if (!stitched || !ours) {
      if (stitched !== (ours !== undefined)) {
        differences.push(`${ref}: expected ${stitched ? 'in the catalog' : 'to be left out'}, found ${ours ? 'it' : 'nothing'}`);
      }
      continue;
    }
    const isContested = (relation: string): boolean => contested.has(ref) || contested.has(relation.slice(relation.indexOf(' ') + 1));
    const settled = (all: readonly string[]): string => JSON.stringify(all.filter((relation) => !isContested(relation)));
    if (settled(ours) !== settled(relations)) {
      const missing = relations.filter((relation) => !ours.includes(relation));
      const added = ours.filter((relation) => !relations.includes(relation));
      differences.push(`${ref}: ${missing.length + added.length === 0 ? 'the order of relations differs' : `lacks [${missing.join(', ')}], has [${added.join(', ')}] beyond what is expected`}`);
    }
  }
  const known = new Set(expected.map(({ ref }) => ref));
  const unexpected = [...found.keys()].filter((ref) => !known.has(ref));
  differences.push(...unexpected.map((ref) => `${ref}: not expected`));
  return { total: expected.length + unexpected.length, differences };
}
