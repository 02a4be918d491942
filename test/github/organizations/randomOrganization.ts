import type { GitHubState } from '../state/gitHubState.ts';
import type { LoadedOrganization } from './types.ts';

/** Numbers from a seed (mulberry32), the same at every run. */
export function createRandom(seed: number): { integer(below: number): number; pick<T>(items: readonly [T, ...T[]]): T; chance(probability: number): boolean; word(): string } {
  let at = seed >>> 0;
  const next = (): number => {
    at = (at + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(at ^ (at >>> 15), at | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const integer = (below: number): number => Math.floor(next() * below);
  const pick = <T>(items: readonly [T, ...T[]]): T => items[integer(items.length)] ?? items[0];
  const word = (): string => Array.from({ length: 2 + integer(2) }, () => pick(['ba', 'do', 'fe', 'gri', 'ka', 'lo', 'mi', 'nor', 'pa', 'ru', 'sto', 'ta', 'vel', 'xi', 'zu'])).join('');
  return { integer, pick, word, chance: (probability) => next() < probability };
}

const START = Date.UTC(2025, 0, 1);

/** An organization nobody wrote: names, people, teams, flags, files and dates from a seed. */
export function addRandomOrganization(state: GitHubState, seed: number): LoadedOrganization {
  const random = createRandom(seed);
  const taken = new Set<string>();
  const unique = (): string => {
    for (;;) {
      const name = `${random.word()}-${random.word()}`;
      if (!taken.has(name)) {
        taken.add(name);
        return name;
      }
    }
  };
  const login = unique();
  state.addOrganization({ login, name: random.chance(0.5) ? login.toUpperCase() : null, description: random.chance(0.5) ? `About ${random.word()}` : null });
  const people: [string, ...string[]] = [unique()];
  while (people.length < 4 + random.integer(6)) {
    people.push(unique());
  }
  people.forEach((person, index) => {
    state.addUser({ login: person, name: random.chance(0.8) ? person.replace('-', ' ') : null, email: random.chance(0.7) ? `${person}@example.com` : null });
    state.addMember(login, person, index === 0 ? 'admin' : 'member');
  });
  const teams: string[] = [];
  while (teams.length < 3 + random.integer(4)) {
    const parent = teams.length > 0 && random.chance(0.4) ? (teams[random.integer(teams.length)] ?? null) : null;
    const slug = unique();
    state.addTeam(login, { slug, description: random.chance(0.5) ? random.word() : null, parent, members: people.filter(() => random.chance(0.4)) });
    teams.push(slug);
  }
  const names: string[] = [];
  const count = 35 + random.integer(40);
  while (names.length < count) {
    const name = unique();
    const folder = random.word();
    const at = START + random.integer(500 * 24 * 3600) * 1000;
    const files: Record<string, string | Buffer> = { [`${folder}/${random.word()}.md`]: `# ${random.word()}\n`, [`${folder}/deep/${random.word()}.bin`]: Buffer.from([0, random.integer(256), 255]) };
    if (random.chance(0.85)) {
      files['catalog-info.yaml'] = `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\nspec:\n  type: service\n  lifecycle: production\n  owner: ${random.pick([teams[0] ?? 'nobody', ...teams.slice(1)])}\n`;
    }
    state.addRepository({
      owner: login,
      name,
      description: random.chance(0.6) ? `Does ${random.word()}` : null,
      visibility: random.chance(0.2) ? 'private' : 'public',
      archived: random.chance(0.1),
      topics: Array.from({ length: random.integer(25) }, (_, index) => `${random.word()}-${index}`),
      language: random.pick([null, 'Go', 'TypeScript', 'Java']),
      stars: random.integer(100),
      defaultBranch: random.pick(['main', 'master', 'trunk']),
      parent: names.length > 0 && random.chance(0.1) ? `${login}/${names[0] ?? ''}` : null,
      pushedAt: at,
      ...(random.chance(0.95) ? { files } : {}),
    });
    names.push(name);
  }
  return { login, admin: people[0], state };
}
