import { Scanner } from '../../portal/github/scanner';
import { openStage } from '../../portal/github/onLocalGitHub';
import { addGeneratedOrganization } from '../../github/organizations/generatedOrganization.ts';
import type { BenchRow, Measurement } from '../row';

const REPOSITORIES = 1000;
const PATTERN = '**/catalog-info.yaml';
const THOUSAND = REPOSITORIES.toLocaleString('en');

interface Counted {
  readonly scanner: Scanner;
  /** Changes files of a repository. */
  readonly push: (number: number) => void;
}

/** Counts what `act` asks of a local GitHub whose organization was read before. */
async function count(options: { readonly catalogPath?: string }, act: (counted: Counted) => Promise<void>): Promise<Measurement> {
  const stage = await openStage(({ state }) => addGeneratedOrganization(state, REPOSITORIES));
  try {
    stage.signIn('generated-admin');
    const scanner = new Scanner(stage, 'generated', options);
    const push = (number: number): void => void stage.github.state.push(`generated/service-${String(number).padStart(4, '0')}`, { 'catalog-info.yaml': `kind: Changed${number}\n` });
    await scan(scanner, true);
    stage.takeRequests();
    await act({ scanner, push });
    if (scanner.known.size !== REPOSITORIES) {
      throw new Error(`The scan found ${scanner.known.size} of ${REPOSITORIES} repositories.`);
    }
    const points = stage.client.rate.usage;
    return { values: [stage.takeRequests().length], note: `${points.restPoints} REST and ${points.graphQlPoints} GraphQL points since the start` };
  } finally {
    await stage.github.stop();
  }
}

async function scan(scanner: Scanner, full: boolean): Promise<void> {
  const { error } = await scanner.scan(full);
  if (error) {
    throw error;
  }
}

function expectRead(scanner: Scanner, names: number): void {
  if (scanner.read.size !== names) {
    throw new Error(`The scan handed on ${scanner.read.size} repositories where ${names} had changed.`);
  }
}

/** What a look at an organization of 1,000 repositories asks of GitHub, by what has happened since the last one. */
export const gitHubRequests: readonly BenchRow[] = [
  {
    id: 'requests-unchanged',
    title: `Requests for a look at ${THOUSAND} repositories where nothing was pushed`,
    unit: 'requests',
    limit: 1,
    measure: () => count({}, async ({ scanner }) => scan(scanner, false)),
  },
  {
    id: 'requests-pushed',
    title: `Requests for a look at ${THOUSAND} repositories of which one was pushed`,
    unit: 'requests',
    limit: 2,
    measure: () =>
      count({}, async ({ scanner, push }) => {
        push(500);
        await scan(scanner, false);
        expectRead(scanner, 1);
      }),
  },
  {
    id: 'requests-reconciliation',
    title: `Requests for the reconciliation of ${THOUSAND} repositories`,
    unit: 'requests',
    limit: 11,
    measure: () =>
      count({}, async ({ scanner }) => {
        await scan(scanner, true);
        expectRead(scanner, 0);
      }),
  },
  {
    id: 'requests-reconciliation-pushed',
    title: 'The same where forty were pushed',
    unit: 'requests',
    limit: 12,
    measure: () =>
      count({}, async ({ scanner, push }) => {
        Array.from({ length: 40 }, (_unused, index) => push(index * 25));
        await scan(scanner, true);
        expectRead(scanner, 40);
      }),
  },
  {
    id: 'requests-pattern',
    title: `Requests where one of ${THOUSAND} repositories was pushed and the path is a pattern`,
    unit: 'requests',
    limit: 4,
    measure: () =>
      count({ catalogPath: PATTERN }, async ({ scanner, push }) => {
        push(500);
        await scan(scanner, false);
        expectRead(scanner, 1);
        const { signal } = new AbortController();
        // As the catalog does: the tree of what changed, and the files in it that fit, together.
        for (const { repository } of [...scanner.read.values()]) {
          const paths = (await scanner.reader.listFiles(repository, signal)).filter((path) => path.endsWith('catalog-info.yaml'));
          await scanner.reader.readFiles([{ repository, paths }], signal);
        }
      }),
  },
];
