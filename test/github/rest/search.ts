import { isBinary } from '../git/gitRepository.ts';
import type { FileEntry } from '../git/gitRepository.ts';
import { invalid, ok } from '../http/answer.ts';
import type { Route } from '../http/call.ts';
import { paginate } from '../http/paging.ts';
import { canSee, isSsoBlocked } from '../state/access.ts';
import type { Repository } from '../state/model.ts';
import { toRepository, toRepositoryPage, toRepositoryUrl } from './shapes/repositories.ts';

interface CodeQuery {
  readonly words: readonly string[];
  readonly qualifiers: readonly (readonly [string, string])[];
}

const QUALIFIERS: ReadonlySet<string> = new Set(['org', 'user', 'repo', 'filename', 'path', 'extension', 'language', 'in', 'fork']);

/** Words and `name:value` qualifiers; quotes keep words together. */
function readQuery(text: string): CodeQuery {
  const parts = text.match(/(?:[a-z]+:)?"[^"]*"|\S+/g) ?? [];
  const qualifiers: [string, string][] = [];
  const words: string[] = [];
  for (const part of parts) {
    const [name = '', ...rest] = part.split(':');
    if (rest.length > 0 && QUALIFIERS.has(name)) {
      qualifiers.push([name, rest.join(':').replaceAll('"', '')]);
    } else {
      words.push(part.replaceAll('"', '').toLowerCase());
    }
  }
  return { words, qualifiers };
}

function valuesOf(query: CodeQuery, name: string): string[] {
  return query.qualifiers.filter(([known]) => known === name).map(([, value]) => value);
}

function isWanted(query: CodeQuery, repository: Repository): boolean {
  const owners = [...valuesOf(query, 'org'), ...valuesOf(query, 'user')].map((name) => name.toLowerCase());
  const names = valuesOf(query, 'repo').map((name) => name.toLowerCase());
  const isInside = (owners.length === 0 && names.length === 0) || owners.includes(repository.owner.toLowerCase()) || names.includes(`${repository.owner}/${repository.name}`.toLowerCase());
  // Forks are searched only when asked for. Source: GitHub's documentation of code search.
  return isInside && (repository.parent === null || valuesOf(query, 'fork').some((value) => value === 'true' || value === 'only'));
}

function isMatch(query: CodeQuery, repository: Repository, entry: FileEntry): boolean {
  const folder = entry.path.slice(0, -entry.name.length).replace(/\/$/, '');
  const fits =
    valuesOf(query, 'filename').every((name) => entry.name.toLowerCase().includes(name.toLowerCase())) &&
    valuesOf(query, 'extension').every((extension) => entry.name.toLowerCase().endsWith(`.${extension.toLowerCase().replace(/^\./, '')}`)) &&
    valuesOf(query, 'path').every((path) => (path === '/' ? folder === '' : `${folder}/`.startsWith(`${path.replace(/^\/|\/$/g, '')}/`)));
  if (!fits || query.words.length === 0) {
    return fits;
  }
  const data = repository.git.blob(entry.sha) ?? Buffer.alloc(0);
  // Files over 384 KB are not indexed. Source: as above.
  const text = data.length > 384 * 1024 || isBinary(data) ? '' : data.toString('utf8').toLowerCase();
  return query.words.every((word) => text.includes(word) || entry.path.toLowerCase().includes(word));
}

export const searchRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/search/code',
    signedIn: true,
    rate: 'code_search',
    handle: (call) => {
      const query = readQuery(call.query.get('q') ?? '');
      if (query.words.length === 0 && query.qualifiers.length === 0) {
        throw invalid('Validation Failed', [{ resource: 'Search', field: 'q', code: 'missing' }]);
      }
      const repositories = call.state.repositories().filter((repository) => isWanted(query, repository) && canSee(call.state, call.viewer, repository) && !isSsoBlocked(call.state, call.viewer, repository.owner));
      const found = repositories.flatMap((repository) => {
        const sha = repository.git.resolve(repository.defaultBranch);
        const tree = sha && repository.git.commit(sha)?.tree;
        const files = tree ? [...repository.git.walk(tree)] : [];
        return files.filter((entry) => entry.type === 'blob' && isMatch(query, repository, entry)).map((entry) => ({ repository, entry, ref: sha ?? '' }));
      });
      const { items, headers } = paginate(call, found.slice(0, 1000));
      const results = items.map(({ repository, entry, ref }) => ({
        name: entry.name,
        path: entry.path,
        sha: entry.sha,
        url: `${toRepositoryUrl(call, repository)}/contents/${entry.path}?ref=${ref}`,
        git_url: `${toRepositoryUrl(call, repository)}/git/blobs/${entry.sha}`,
        html_url: `${toRepositoryPage(call, repository)}/blob/${ref}/${entry.path}`,
        repository: toRepository(call, repository),
        score: 1,
      }));
      return ok({ total_count: found.length, incomplete_results: false, items: results }, headers);
    },
  },
];
