// The local GitHub as a program: node test/github/main.ts [--port N] [--token T] [--organization sample|random:SEED|generated:N]
import { parseArgs } from 'node:util';
import { addGeneratedOrganization } from './organizations/generatedOrganization.ts';
import { addRandomOrganization } from './organizations/randomOrganization.ts';
import { addSampleOrganization } from './organizations/sampleOrganization.ts';
import type { LoadedOrganization } from './organizations/types.ts';
import { startLocalGitHub } from './startLocalGitHub.ts';
import { GitHubState } from './state/gitHubState.ts';

const USAGE = 'Usage: main [--port N] [--token TEXT] [--organization sample|random:SEED|generated:COUNT] [--validate]';

function load(state: GitHubState, organization: string): LoadedOrganization | undefined {
  const [kind, argument = ''] = organization.split(':');
  const number = Number(argument);
  switch (kind) {
    case 'sample':
      return addSampleOrganization(state);
    case 'random':
      return Number.isInteger(number) ? addRandomOrganization(state, number) : undefined;
    case 'generated':
      return Number.isInteger(number) && number > 0 ? addGeneratedOrganization(state, number) : undefined;
    default:
      return undefined;
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { port: { type: 'string' }, token: { type: 'string' }, organization: { type: 'string', default: 'sample' }, validate: { type: 'boolean', default: false } } });
  const port = Number(values.port ?? 0);
  const state = new GitHubState();
  const loaded = Number.isInteger(port) && port >= 0 && port < 65_536 ? load(state, values.organization) : undefined;
  if (!loaded) {
    console.error(USAGE);
    return 2;
  }
  // A token for whatever is tried by hand and by tests; those that test rights ask for tokens of their own.
  const token = state.addToken({ account: loaded.admin, scopes: ['repo', 'read:org', 'workflow', 'delete_repo'], ...(values.token ? { value: values.token } : {}) });
  const github = await startLocalGitHub({ port, state, validate: values.validate, signedInAs: loaded.admin });
  console.log(JSON.stringify({ url: github.web, token: token.value, organization: loaded.login }));
  await new Promise<void>((done) => {
    process.once('SIGTERM', done);
    process.once('SIGINT', done);
  });
  await github.stop();
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
