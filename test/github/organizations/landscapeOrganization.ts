import type { GitHubState } from '../state/gitHubState.ts';
import type { LoadedOrganization } from './types.ts';

const START = Date.UTC(2026, 0, 5, 9, 0, 0);
const TEAMS = 24;
const SYSTEMS = 40;
const AREAS = ['Commerce', 'Payments', 'Logistics', 'Customers', 'Content', 'Data', 'Platform', 'Security'] as const;
const WORDS = ['cart', 'order', 'price', 'stock', 'parcel', 'login', 'search', 'report', 'invoice', 'media'] as const;
const TYPES = ['service', 'website', 'library', 'service', 'data-pipeline'] as const;
const TAGS = ['java', 'kotlin', 'go', 'typescript', 'python', 'kafka', 'postgres', 'pci', 'legacy', 'mobile'] as const;

const at = <T>(list: readonly T[], index: number): T => {
  const entry = list[index % list.length];
  if (entry === undefined) {
    throw new Error('An empty list has no entries.');
  }
  return entry;
};
const yaml = (lines: readonly (string | false)[]): string => `${lines.filter((line) => line !== false).join('\n')}\n`;
const lifecycleOf = (number: number): string => (number % 9 === 0 ? 'deprecated' : number % 5 === 0 ? 'experimental' : 'production');

function componentOf(number: number, name: string): string {
  const lifecycle = lifecycleOf(number);
  return yaml([
    'apiVersion: backstage.io/v1alpha1',
    'kind: Component',
    'metadata:',
    `  name: ${name}`,
    `  description: Looks after the ${at(WORDS, number)} of area ${number % AREAS.length}`,
    `  tags: [${at(TAGS, number)}, ${at(TAGS, number * 3 + 1)}]`,
    lifecycle === 'deprecated' && '  annotations:',
    lifecycle === 'deprecated' && '    acme.com/end-of-life: "2027-06-30"',
    lifecycle === 'deprecated' && `    acme.com/replaced-by: component:${nameOf(number + 1)}`,
    'spec:',
    `  type: ${at(TYPES, number)}`,
    `  lifecycle: ${lifecycle}`,
    // Now and then somebody misspells the owner.
    `  owner: ${number % 50 === 7 ? 'taem-unknown' : `team-${number % TEAMS}`}`,
    number % 12 !== 5 && `  system: system-${number % SYSTEMS}`,
    number > 0 && `  dependsOn: [component:${nameOf(Math.floor(number / 2))}]`,
    number % 4 === 0 && `  providesApis: [${name}-api]`,
    number % 4 === 1 && `  consumesApis: [${nameOf(number - 1)}-api]`,
  ]);
}

function apiOf(number: number, name: string): string {
  return yaml(['---', 'apiVersion: backstage.io/v1alpha1', 'kind: API', 'metadata:', `  name: ${name}-api`, 'spec:', `  type: ${at(['openapi', 'graphql', 'asyncapi'], number)}`, `  lifecycle: ${lifecycleOf(number)}`, `  owner: team-${number % TEAMS}`, `  system: system-${number % SYSTEMS}`, '  definition: "openapi: 3.1.0"']);
}

/** `cart-0003` */
function nameOf(number: number): string {
  return `${at(WORDS, number)}-${String(number).padStart(4, '0')}`;
}

/** Domains with a subdomain among them, systems, teams with their people: what the repositories belong to. */
function frameOf(): string {
  const head = (kind: string, name: string, title?: string): string[] => ['---', 'apiVersion: backstage.io/v1alpha1', `kind: ${kind}`, 'metadata:', `  name: ${name}`, ...(title === undefined ? [] : [`  title: ${title}`])];
  const domains = AREAS.map((area, index) => yaml([...head('Domain', area.toLowerCase(), area), 'spec:', '  owner: team-0', index === 1 && '  subdomainOf: commerce']));
  const systems = Array.from({ length: SYSTEMS }, (_, index) => yaml([...head('System', `system-${index}`, `${at(AREAS, index)} ${at(WORDS, index)}`), 'spec:', `  owner: team-${index % TEAMS}`, index % 10 !== 9 && `  domain: ${at(AREAS, index).toLowerCase()}`]));
  const teams = Array.from({ length: TEAMS }, (_, index) => yaml([...head('Group', `team-${index}`, `Team ${at(AREAS, index)} ${index + 1}`), 'spec:', '  type: team', '  children: []']));
  const people = Array.from({ length: TEAMS * 2 }, (_, index) => yaml([...head('User', `person-${index}`), 'spec:', `  profile: { displayName: Person ${index + 1} }`, `  memberOf: [team-${index % TEAMS}]`]));
  return [...domains, ...systems, ...teams, ...people].join('');
}

/** A company as one meets it: domains, systems, teams, and so many repositories with components and APIs. The same at every start. */
export function addLandscapeOrganization(state: GitHubState, count: number, login = 'landscape'): LoadedOrganization {
  state.addOrganization({ login, name: 'Landscape', description: `${count} repositories` });
  const admin = state.addUser({ login: `${login}-admin`, name: 'Landscape Admin', email: `${login}-admin@example.com` }).login;
  state.addMember(login, admin, 'admin');
  const author = { name: 'Landscape Admin', email: `${login}-admin@example.com`, at: START };
  const add = (name: string, text: string, number: number): void => {
    state.addRepository({ owner: login, name, description: name, topics: [], language: 'TypeScript', pushedAt: START + number * 60_000, files: { 'catalog-info.yaml': text }, author });
  };
  add('landscape', frameOf(), 0);
  for (let number = 1; number < count; number++) {
    const name = nameOf(number - 1);
    add(name, componentOf(number - 1, name) + ((number - 1) % 4 === 0 ? apiOf(number - 1, name) : ''), number);
  }
  return { login, admin, state };
}
