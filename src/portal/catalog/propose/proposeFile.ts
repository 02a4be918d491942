import { CODEOWNERS_PATHS, parseCodeOwners, ruleFor } from '../ownership/codeOwners';
import { toEntityName, toTag } from './entityName';
import { apiCandidates, findApis, type ApiDocument } from './findApis';
import { findPackages, isAside, manifestsIn, type RepositoryPackage } from './findPackages';
import type { Proposal, RepositoryFacts } from './repositoryFacts';
import { toScalar } from './yamlText';

const PATH = 'catalog-info.yaml';
const CATALOG_FILE = /(^|\/)catalog-info\.ya?ml$/;
const HEADER = 'apiVersion: backstage.io/v1alpha1';

/** Files whose text a proposal is made from; they are to be read and handed to `proposeFile`. */
export function pathsToRead(paths: readonly string[]): readonly string[] {
  const owners = CODEOWNERS_PATHS.find((path) => paths.includes(path));
  return [...new Set([...(owners === undefined ? [] : [owners]), ...manifestsIn(paths), ...apiCandidates(paths)])];
}

/**
 * A catalog file made from what is in a repository: from its name, description, topics, manifests, CODEOWNERS, docs and
 * API documents. Where catalog files lie elsewhere in the repository, it points to these instead.
 * @param texts of the files of `pathsToRead` that could be read
 * @param isKnown whether a ref, in full and lower case, is in the catalog
 */
export function proposeFile(facts: RepositoryFacts, texts: ReadonlyMap<string, string>, isKnown: (ref: string) => boolean): Proposal {
  const existing = facts.paths.filter((path) => CATALOG_FILE.test(path) && !isAside(path));
  if (existing.length > 0) {
    return { path: PATH, text: toLocation(facts, existing), existing, notes: [`${existing.length === 1 ? 'A catalog file lies' : `${existing.length} catalog files lie`} deeper in the repository; this file points to ${existing.length === 1 ? 'it' : 'them'}.`] };
  }
  const notes: string[] = [];
  const owner = ownerOf(facts, texts, isKnown, notes);
  const packages = findPackages(facts.name, facts.paths, texts);
  const apis = findApis(toEntityName(facts.name), new Map(apiCandidates(facts.paths).flatMap((path) => { const text = texts.get(path); return text === undefined ? [] : [[path, text] as const]; })));
  const isMonorepo = packages.length > 1;
  const documents = [
    ...(isMonorepo ? [toSystem(facts, owner)] : []),
    ...packages.map((part) => toComponent(facts, part, owner, apis.filter(({ path }) => (isMonorepo ? path.startsWith(`${part.folder}/`) : true)), isMonorepo)),
    ...apis.map((api) => toApi(facts, api, owner, isMonorepo)),
  ];
  if (isMonorepo) {
    notes.push(`${packages.length} packages were found; each is a component of one system. Take out what is none.`);
  } else if (packages[0]?.type === 'other') {
    notes.push('Nothing tells what type of component it is: write service, website or library.');
  }
  return { path: PATH, text: documents.join('---\n'), existing, notes };
}

interface Owner {
  readonly ref: string;
  /** Whether somebody must still be named. */
  readonly isUnknown: boolean;
}

function ownerOf(facts: RepositoryFacts, texts: ReadonlyMap<string, string>, isKnown: (ref: string) => boolean, notes: string[]): Owner {
  const path = CODEOWNERS_PATHS.find((entry) => texts.has(entry));
  const owners = path === undefined ? [] : (ruleFor(parseCodeOwners(texts.get(path) ?? ''), PATH)?.owners ?? []);
  const refs = owners.flatMap((owner) => {
    const [, team, login] = /^@(?:[\w.-]+\/([\w.-]+)|([\w-]+))$/.exec(owner) ?? [];
    return team !== undefined ? [team] : login !== undefined ? [`user:${login}`] : [];
  });
  const fullOf = (ref: string): string => (ref.startsWith('user:') ? `user:default/${ref.slice(5)}` : `group:default/${ref}`).toLowerCase();
  const chosen = refs.find((ref) => isKnown(fullOf(ref))) ?? refs[0];
  if (chosen === undefined) {
    const same = toEntityName(facts.owner).toLowerCase();
    notes.push('No CODEOWNERS file names an owner: write the team that owns it.');
    return isKnown(`group:default/${same}`) ? { ref: same, isUnknown: false } : { ref: 'unknown', isUnknown: true };
  }
  if (!isKnown(fullOf(chosen))) {
    notes.push(`${chosen} owns it by ${path ?? 'CODEOWNERS'}, and is not in the catalog.`);
  }
  return { ref: chosen, isUnknown: false };
}

function toComponent(facts: RepositoryFacts, part: RepositoryPackage, owner: Owner, apis: readonly ApiDocument[], isMonorepo: boolean): string {
  const { folder, name, type } = part;
  const description = part.description ?? (isMonorepo ? undefined : facts.description);
  const inside = (path: string): boolean => facts.paths.includes(folder === '' ? path : `${folder}/${path}`);
  const hasDocs = inside('mkdocs.yml') || inside('mkdocs.yaml') || inside('docs/index.md') || inside('docs/README.md');
  const annotations = [
    `    github.com/project-slug: ${toScalar(`${facts.owner}/${facts.name}`)}`,
    ...(folder === '' ? [] : [`    backstage.io/source-location: ${toScalar(`url:${facts.host}/${facts.owner}/${facts.name}/tree/${facts.branch}/${folder}/`)}`]),
    ...(hasDocs ? [`    backstage.io/techdocs-ref: dir:${folder === '' ? '.' : `./${folder}`}`] : []),
  ];
  return lines(
    HEADER,
    'kind: Component',
    'metadata:',
    `  name: ${toScalar(name)}`,
    ...(description === undefined ? [] : [`  description: ${toScalar(description)}`]),
    '  annotations:',
    ...annotations,
    ...(isMonorepo ? [] : [...toTags(facts), ...toLinks(facts)]),
    'spec:',
    `  type: ${type}`,
    `  lifecycle: ${lifecycleOf(facts)}`,
    toOwner(owner),
    ...(isMonorepo ? [`  system: ${toScalar(toEntityName(facts.name))}`] : []),
    ...(apis.length === 0 ? [] : ['  providesApis:', ...apis.map((api) => `    - ${toScalar(api.name)}`)]),
  );
}

function toApi(facts: RepositoryFacts, { name, type, title, path }: ApiDocument, owner: Owner, isMonorepo: boolean): string {
  return lines(
    HEADER,
    'kind: API',
    'metadata:',
    `  name: ${toScalar(name)}`,
    ...(title === undefined ? [] : [`  title: ${toScalar(title)}`]),
    'spec:',
    `  type: ${type}`,
    `  lifecycle: ${lifecycleOf(facts)}`,
    toOwner(owner),
    ...(isMonorepo ? [`  system: ${toScalar(toEntityName(facts.name))}`] : []),
    '  definition:',
    `    $text: ${toScalar(`./${path}`)}`,
  );
}

function toSystem(facts: RepositoryFacts, owner: Owner): string {
  return lines(
    HEADER,
    'kind: System',
    'metadata:',
    `  name: ${toScalar(toEntityName(facts.name))}`,
    ...(facts.description === undefined ? [] : [`  description: ${toScalar(facts.description)}`]),
    '  annotations:',
    `    github.com/project-slug: ${toScalar(`${facts.owner}/${facts.name}`)}`,
    ...toTags(facts),
    ...toLinks(facts),
    'spec:',
    toOwner(owner),
  );
}

function toLocation({ name }: RepositoryFacts, existing: readonly string[]): string {
  return lines(HEADER, 'kind: Location', 'metadata:', `  name: ${toScalar(toEntityName(name))}`, 'spec:', '  targets:', ...existing.map((path) => `    - ${toScalar(`./${path}`)}`));
}

function toOwner({ ref, isUnknown }: Owner): string {
  return `  owner: ${toScalar(ref)}${isUnknown ? ' # the team that owns it' : ''}`;
}

function lifecycleOf({ topics }: RepositoryFacts): string {
  return ['deprecated', 'experimental'].find((stage) => topics.includes(stage)) ?? 'production';
}

function toTags({ topics }: RepositoryFacts): readonly string[] {
  const tags = [...new Set(topics.flatMap((topic) => toTag(topic) ?? []))];
  return tags.length === 0 ? [] : ['  tags:', ...tags.map((tag) => `    - ${/^[a-z][a-z0-9-]*$/.test(tag) ? toScalar(tag) : JSON.stringify(tag)}`)];
}

function toLinks({ homepage }: RepositoryFacts): readonly string[] {
  return homepage !== undefined && /^https?:\/\//.test(homepage) && URL.canParse(homepage) ? ['  links:', `    - url: ${toScalar(homepage)}`, '      title: Homepage'] : [];
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
