import { toEntityName } from './entityName';

/** A part of a repository that is built by itself. */
export interface RepositoryPackage {
  /** Without a slash at either end; empty for the root. */
  readonly folder: string;
  readonly name: string;
  readonly description?: string;
  readonly type: string;
}

const MANIFESTS = ['package.json', 'pom.xml', 'build.gradle', 'build.gradle.kts', 'go.mod', 'pyproject.toml', 'Cargo.toml'];
/** What only stands beside code, or was copied there. */
const ASIDE = /(^|\/)(node_modules|vendor|dist|build|target|test|tests|__tests__|fixtures?|examples?|samples?|templates?|skeleton|\.[^/]+)\//i;
const DEEPEST = 3;
const MOST_PACKAGES = 40;
const WEB = /^(react|vue|svelte|next|nuxt|@angular\/core|preact|solid-js|astro|gatsby)$/;
const SERVER = /^(express|fastify|koa|@nestjs\/core|hapi|@hapi\/hapi|restify)$/;

export function isAside(path: string): boolean {
  return ASIDE.test(path);
}

/** Manifests whose text says what a package is. */
export function manifestsIn(paths: readonly string[]): readonly string[] {
  return paths
    .filter((path) => MANIFESTS.includes(nameOf(path)) && !isAside(path) && path.split('/').length <= DEEPEST)
    .sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1))
    .slice(0, MOST_PACKAGES);
}

/** The packages of a repository: the root alone, or those below it where there are several. */
export function findPackages(repository: string, paths: readonly string[], texts: ReadonlyMap<string, string>): readonly RepositoryPackage[] {
  const folders = [...new Set(manifestsIn(paths).map(folderOf))];
  const below = folders.filter((folder) => folder !== '' && !folders.some((other) => other !== '' && other !== folder && folder.startsWith(`${other}/`)));
  const chosen = below.length > 1 ? below : [''];
  const taken = new Set<string>();
  return chosen.map((folder) => {
    const manifest = readPackageJson(texts.get(join(folder, 'package.json')));
    const wanted = toEntityName(folder === '' ? repository : (manifest?.name ?? nameOf(folder)));
    const name = taken.has(wanted) ? toEntityName(folder.replaceAll('/', '-')) : wanted;
    taken.add(name);
    return { folder, name, type: typeOf(folder, paths, texts, manifest), ...(manifest?.description !== undefined && { description: manifest.description }) };
  });
}

function typeOf(folder: string, paths: readonly string[], texts: ReadonlyMap<string, string>, manifest: PackageJson | undefined): string {
  const inside = new Set(paths.filter((path) => folder === '' || path.startsWith(`${folder}/`)).map((path) => path.slice(folder === '' ? 0 : folder.length + 1)));
  const has = (...names: readonly string[]): boolean => names.some((name) => inside.has(name));
  const textOf = (name: string): string => texts.get(join(folder, name)) ?? '';
  if (manifest?.dependencies.some((name) => WEB.test(name))) {
    return 'website';
  }
  const runs = has('Dockerfile', 'Procfile', 'docker-compose.yml', 'docker-compose.yaml', 'serverless.yml', 'Chart.yaml') || [...inside].some((path) => /^(helm|k8s|deploy|charts)\//.test(path));
  const serves =
    runs ||
    manifest?.dependencies.some((name) => SERVER.test(name)) === true ||
    /spring-boot|quarkus|micronaut|<packaging>war/.test(textOf('pom.xml')) ||
    /org\.springframework\.boot|io\.quarkus|io\.micronaut/.test(textOf('build.gradle') + textOf('build.gradle.kts')) ||
    /\b(fastapi|flask|django|uvicorn|gunicorn)\b/i.test(textOf('pyproject.toml')) ||
    (has('go.mod') && (has('main.go') || [...inside].some((path) => /^cmd\/.+\.go$/.test(path)))) ||
    has('openapi.yaml', 'openapi.yml', 'openapi.json');
  if (serves) {
    return 'service';
  }
  if (MANIFESTS.some((name) => inside.has(name))) {
    return 'library';
  }
  return has('mkdocs.yml', 'mkdocs.yaml') || [...inside].filter((path) => !path.startsWith('.')).every((path) => /\.(md|png|svg|jpe?g)$|^LICENSE$/i.test(path)) ? 'documentation' : 'other';
}

interface PackageJson {
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly dependencies: readonly string[];
}

/** What a package.json says; a file that is none says nothing. */
function readPackageJson(text: string | undefined): PackageJson | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text ?? '');
  } catch {
    // Not there, or broken: it says nothing of the package then.
    return undefined;
  }
  const entries = new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
  const textOf = (name: string): string | undefined => {
    const entry: unknown = entries.get(name);
    return typeof entry === 'string' && entry.trim() !== '' ? entry : undefined;
  };
  const dependencies = ['dependencies', 'devDependencies'].flatMap((name) => {
    const entry: unknown = entries.get(name);
    return typeof entry === 'object' && entry !== null ? Object.keys(entry) : [];
  });
  return { name: textOf('name'), description: textOf('description'), dependencies };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
