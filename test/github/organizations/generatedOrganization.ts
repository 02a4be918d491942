import type { GitHubState } from '../state/gitHubState.ts';
import type { LoadedOrganization } from './types.ts';

const START = Date.UTC(2026, 0, 5, 9, 0, 0);
const KINDS = ['service', 'website', 'library'] as const;
const LIFECYCLES = ['production', 'experimental', 'deprecated'] as const;

/** Repositories by number, each with a catalog file: the same at every start. For scans, and for how long they take. */
export function addGeneratedOrganization(state: GitHubState, count: number, login = 'generated'): LoadedOrganization {
  const organization = state.addOrganization({ login, name: `Generated ${count}`, description: `${count} repositories, one like the other` });
  const admin = state.addUser({ login: `${login}-admin`, name: 'Generated Admin', email: `${login}-admin@example.com` }).login;
  state.addMember(login, admin, 'admin');
  const digits = Math.max(4, String(count - 1).length);
  const author = { name: 'Generated Admin', email: `${login}-admin@example.com`, at: START };
  for (let number = 0; number < count; number += 1) {
    const name = `service-${String(number).padStart(digits, '0')}`;
    const catalog = [
      'apiVersion: backstage.io/v1alpha1',
      'kind: Component',
      'metadata:',
      `  name: ${name}`,
      `  description: Service number ${number}`,
      'spec:',
      `  type: ${KINDS[number % KINDS.length] ?? 'service'}`,
      `  lifecycle: ${LIFECYCLES[number % 7 === 0 ? 2 : number % 5 === 0 ? 1 : 0] ?? 'production'}`,
      `  owner: team-${number % 20}`,
      '',
    ].join('\n');
    state.addRepository({ owner: login, name, description: `Service number ${number}`, topics: ['generated'], language: 'TypeScript', pushedAt: START + number * 60_000, files: { 'catalog-info.yaml': catalog, 'README.md': `# ${name}\n` }, author });
  }
  for (let number = 0; number < 20; number += 1) {
    state.addTeam(organization.login, { slug: `team-${number}`, name: `Team ${number}`, members: [admin] });
  }
  return { login, admin, state };
}
