/** What a URL says about a file in a repository. Fields that it does not tell are empty. */
export interface GitUrl {
  readonly host: string;
  readonly owner: string;
  readonly name: string;
  readonly fullName: string;
  readonly filePath: string;
}

/** Longer URLs are not looked into. Source: parse-url. */
const MAX_LENGTH = 2048;
/** Path segments after which a branch and a file may follow, in the order in which they are looked for. */
const MARKERS = ['blob', 'issues', 'tree', 'commit', 'src', 'raw', 'edit'];
const FILE_MARKERS = ['raw', 'src', 'blob', 'tree', 'edit'];
const BITBUCKET_SERVER = /(projects|users)\/(.*?)\/repos\/(.*?)((\/.*$)|$)/;

/**
 * Reads a URL the way the package git-url-parse 15 does, whose reading decides which placeholders Backstage accepts:
 * also where it sees a repository in what is none (any `/src/` in a path).
 * @returns `undefined` where that package throws
 */
export function parseGitUrl(text: string): GitUrl | undefined {
  if (text.length > MAX_LENGTH || !URL.canParse(text)) {
    return undefined;
  }
  const url = new URL(text);
  let path: string;
  try {
    path = decodeURIComponent((url.pathname || url.href).replace(/(^\/)|(\/$)/g, '').replace(/\.git$/, ''));
  } catch {
    // A percent sign that encodes nothing: the package throws as well.
    return undefined;
  }
  const labels = url.hostname.split('.');
  const source = labels.length > 2 ? labels.slice(1).join('.') : url.hostname;
  if (source === 'git.cloudforge.com' || source === 'visualstudio.com') {
    return { host: url.hostname, owner: '', name: path, fullName: '', filePath: '' };
  }
  if (source === 'dev.azure.com' || source === 'azure.com') {
    return parseAzure(url, path.split('/'));
  }
  return parseBitbucketServer(url) ?? parsePath(url.hostname, path.split('/'));
}

function parsePath(host: string, segments: readonly string[]): GitUrl {
  const nameIndex = segments.length >= 2 ? findNameIndex(segments) : 0;
  const owner = segments.slice(0, nameIndex).join('/');
  const name = segments[nameIndex] ?? '';
  const offset = segments[nameIndex + 1] === '-' ? nameIndex + 1 : nameIndex;
  const hasFile = segments.length > offset + 3 && FILE_MARKERS.includes(segments[offset + 1] ?? '');
  const filePath = hasFile ? segments.slice(offset + 3).join('/') : '';
  return { host, owner: owner.replace(/^scm\//, ''), name, fullName: [owner, name].filter(Boolean).join('/'), filePath };
}

function findNameIndex(segments: readonly string[]): number {
  const dash = segments.indexOf('-', 2);
  if (dash > 0) {
    return dash - 1;
  }
  const blob = segments.indexOf('blob', 2);
  const tree = segments.indexOf('tree', 2);
  if (blob > 0 && tree > 0) {
    return Math.min(blob, tree) - 1;
  }
  const index = MARKERS.map((marker) => segments.indexOf(marker, 2)).find((found) => found > 0);
  return index === undefined ? segments.length - 1 : index - 1;
}

function parseBitbucketServer(url: URL): GitUrl | undefined {
  const match = BITBUCKET_SERVER.exec(url.pathname);
  if (!match) {
    return undefined;
  }
  const [, scope, who = '', name = '', rest = ''] = match;
  const owner = scope === 'users' ? `~${who}` : who;
  const segments = rest.split('/');
  const filePath = ['raw', 'browse'].includes(segments[1] ?? '') ? segments.slice(2).join('/') : '';
  return { host: url.hostname, owner, name, fullName: `${owner}/${name}`, filePath };
}

function parseAzure(url: URL, segments: readonly string[]): GitUrl {
  const filePath = (url.searchParams.get('path') ?? '').replace(/^\/+/g, '');
  const owner = { 3: segments[0], 4: segments[1], 5: segments[0] }[segments.length] ?? '';
  return { host: url.hostname, owner, name: segments.at(-1) ?? '', fullName: segments.join('/'), filePath };
}
