import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths';
import { createEnvironmentTokens } from '../../src/editor/auth/environmentToken';
import { createGenerations } from '../../src/editor/storage/generations';
import { repositoryKey, toRecord, type CatalogShard } from '../../src/portal/catalog/catalogRecord';
import { CatalogStore } from '../../src/portal/catalog/catalogStore';
import type { Entity } from '../../src/portal/catalog/entity';
import { locationUrl } from '../../src/portal/catalog/locationTargets';
import { organizationSourceId, type CatalogRepository } from '../../src/portal/catalog/organizationReader';
import { SnapshotKeeper } from '../../src/portal/catalog/snapshotKeeper';
import { toGitHubUri } from '../../src/portal/github/gitHubUri';
import { startLocalGitHub } from '../github/startLocalGitHub';
import { GitHubState } from '../github/state/gitHubState';
import { MemoryLog } from '../portal/github/fakeGitHub';
import { quickClock } from '../portal/github/onLocalGitHub';
import { createNodeFolder } from '../soak/nodeFolder';
import { generateEntities } from './generatedCatalog';
import { LARGE } from './largeCatalog';
import { optionsFor, type Prepared } from './preparedStorage';

const ORGANIZATION = 'acme';
const ADMIN = 'acme-admin';
const PATH = 'catalog-info.yaml';
/** Entities in the catalog file of a repository. */
const IN_A_FILE = 10;

function toRepository(host: string, number: number): CatalogRepository {
  const info = { host, owner: ORGANIZATION, name: `r-${number}`, branch: 'main', private: true };
  return { id: `R_${number}`, info, commit: String(number).padStart(40, '0'), pushedAt: '2026-01-05T09:00:00Z', archived: false, fork: false, visibility: 'private', topics: [] };
}

/** The catalog file of a repository, as a scan leaves it. */
function toShard(entities: readonly Entity[], { info, commit = '' }: CatalogRepository, source: string): CatalogShard {
  const { host, owner, name, branch } = info;
  const uri = toGitHubUri({ host, owner, repository: name, ref: branch, path: PATH });
  const shared = { uri, source, repository: info, location: `url:${locationUrl(info, PATH)}` };
  const records = entities.map((entity, document) => toRecord(entity, { ...shared, document, position: { line: document * 20 + 3, character: 2 } }));
  return { uri, source, version: commit, records, problems: [], repository: repositoryKey(info), private: info.private, follows: [], reads: [] };
}

/** Writes what a scan of the organization would have left an instant ago. @param host web address @param account who read it */
async function writeSnapshot(folder: string, host: string, account: string): Promise<void> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string }; // Our own.
  const source = organizationSourceId(host, ORGANIZATION);
  const entities = generateEntities(LARGE);
  const repositories = Array.from({ length: LARGE / IN_A_FILE }, (_unused, number) => toRepository(host, number));
  const store = new CatalogStore(() => 0);
  store.apply(repositories.map((repository, number) => toShard(entities.slice(number * IN_A_FILE, (number + 1) * IN_A_FILE), repository, source)));
  const keeper = new SnapshotKeeper({ snapshots: createGenerations(createNodeFolder(folder)), store, clock: quickClock, log: new MemoryLog(), version, idle: 0 });
  const now = Date.now();
  const state = { ownerType: 'Organization', scannedAt: now };
  if (!(await keeper.writeNow(source, () => ({ source, host, account, readAt: now, state, repositories })))) {
    throw new Error('The snapshot could not be written.');
  }
  keeper.dispose();
}

/**
 * The snapshot of a large organization, made without a scan, and a GitHub where nothing was pushed since: whatever the tree shows comes
 * from disk.
 */
export async function prepareLargeStorage(): Promise<Prepared> {
  const state = new GitHubState();
  state.addOrganization({ login: ORGANIZATION });
  state.addMember(ORGANIZATION, ADMIN, 'admin');
  const { value: token } = state.addToken({ account: ADMIN, scopes: ['repo', 'read:org'] });
  const github = await startLocalGitHub({ state, signedInAs: ADMIN });
  const storage = mkdtempSync(join(tmpdir(), 'stagedoor-bench-'));
  const close = async (): Promise<void> => {
    await github.stop();
    rmSync(storage, { recursive: true, force: true });
  };
  try {
    const found = await createEnvironmentTokens({ value: token, host: github.web }).find(github.web, []);
    await writeSnapshot(join(storage, 'catalog'), github.web, found?.account ?? '');
    return { options: { ...optionsFor({ url: github.web, token, organization: ORGANIZATION }), globalStorage: storage }, close };
  } catch (error) {
    await close();
    throw error;
  }
}
