/** GraphQL for reading repositories together with their catalog files. Shape after Backstage's GitHub provider. */

/** Backstage's default `catalogPath`. */
export const CATALOG_PATH = 'catalog-info.yaml';

const BLOB = `... on Blob { oid byteSize isBinary isTruncated text }`;

/** GitHub allows a repository 20 topics at most, so one page of them is all of them. */
const REPOSITORY = `
fragment repository on Repository {
  id name owner { login } isArchived isFork isPrivate pushedAt description
  defaultBranchRef { name target { oid } }
  repositoryTopics(first: 20) { nodes { topic { name } } }
  file: object(expression: "HEAD:${CATALOG_PATH}") { ${BLOB} }
}`;

/** One page of an owner's repositories, in the order of their making, so that a push in between moves nothing. */
export const PAGE_QUERY = `
query ($login: String!, $first: Int!, $after: String) {
  repositoryOwner(login: $login) {
    __typename
    repositories(first: $first, after: $after, ownerAffiliations: [OWNER], orderBy: { field: CREATED_AT, direction: ASC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { ...repository }
    }
  }
}
${REPOSITORY}`;

export interface BlobNode {
  readonly oid?: string;
  readonly byteSize?: number;
  readonly isBinary?: boolean | null;
  readonly isTruncated?: boolean;
  readonly text?: string | null;
}

export interface RepositoryNode {
  readonly id: string;
  readonly name: string;
  readonly owner: { readonly login: string };
  readonly isArchived: boolean;
  readonly isFork: boolean;
  readonly isPrivate: boolean;
  readonly pushedAt: string | null;
  readonly description: string | null;
  readonly defaultBranchRef: { readonly name: string; readonly target: { readonly oid: string } | null } | null;
  readonly repositoryTopics: { readonly nodes: readonly ({ readonly topic: { readonly name: string } } | null)[] | null } | null;
  readonly file: BlobNode | null;
}

export interface PageData {
  readonly repositoryOwner: {
    readonly __typename: string;
    readonly repositories: {
      readonly totalCount: number;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      readonly nodes: readonly (RepositoryNode | null)[] | null;
    };
  } | null;
}

/** The same of repositories named one by one, as `r0`, `r1` … */
export function toRepositoriesQuery(owner: string, names: readonly string[]): { readonly query: string; readonly variables: Record<string, string> } {
  const declared = names.map((_name, index) => `$n${index}: String!`).join(', ');
  const fields = names.map((_name, index) => `r${index}: repository(owner: $owner, name: $n${index}) { ...repository }`).join('\n');
  const variables = Object.fromEntries(names.map((name, index) => [`n${index}`, name]));
  return { query: `query ($owner: String!, ${declared}) {\n${fields}\n}\n${REPOSITORY}`, variables: { owner, ...variables } };
}

export type RepositoriesData = Readonly<Record<string, RepositoryNode | null>>;

export interface FilesWanted {
  readonly owner: string;
  readonly name: string;
  /** Branch or commit. */
  readonly ref: string;
  readonly paths: readonly string[];
}

/** Files of several repositories, as `r0 { f0 f1 … }`, `r1 …`. */
export function toFilesQuery(wanted: readonly FilesWanted[]): { readonly query: string; readonly variables: Record<string, string> } {
  const variables: Record<string, string> = {};
  const declared: string[] = [];
  const declare = (name: string, value: string): string => {
    variables[name] = value;
    declared.push(`$${name}: String!`);
    return `$${name}`;
  };
  const fields = wanted.map(({ owner, name, ref, paths }, index) => {
    const files = paths.map((path, at) => `f${at}: object(expression: ${declare(`e${index}_${at}`, `${ref}:${path}`)}) { ${BLOB} }`);
    return `r${index}: repository(owner: ${declare(`o${index}`, owner)}, name: ${declare(`n${index}`, name)}) { ${files.join('\n')} }`;
  });
  return { query: `query (${declared.join(', ')}) {\n${fields.join('\n')}\n}`, variables };
}

export type FilesData = Readonly<Record<string, Readonly<Record<string, BlobNode | null>> | null>>;
