/** GraphQL for reading repositories together with their catalog files. Shape after Backstage's GitHub provider. */

/** What of a repository is asked for. */
export interface ScanShape {
  /** `main:catalog-info.yaml`; absent where the path is a pattern, which the tree alone can answer. */
  readonly expression: string | undefined;
  /** The branch that is read; absent for the default one. */
  readonly branch: string | undefined;
  /** Whether the file comes with its text, or with its name and size alone. */
  readonly texts: boolean;
}

const DESCRIBED = 'oid byteSize isBinary isTruncated';
const BLOB = `... on Blob { ${DESCRIBED} text }`;

/** GitHub allows a repository 20 topics at most, so one page of them is all of them. */
function toFragment({ expression, branch, texts }: ScanShape): string {
  return `
fragment repository on Repository {
  id name owner { login } isArchived isFork isPrivate visibility pushedAt description
  defaultBranchRef { name target { oid } }
  ${branch === undefined ? '' : 'branch: ref(qualifiedName: $branch) { name target { oid } }'}
  repositoryTopics(first: 20) { nodes { topic { name } } }
  ${expression === undefined ? '' : `file: object(expression: $expression) { ... on Blob { ${DESCRIBED} ${texts ? 'text' : ''} } }`}
}`;
}

function toVariables({ expression, branch }: ScanShape): { readonly declared: string; readonly values: Readonly<Record<string, string>> } {
  const values = { ...(expression !== undefined && { expression }), ...(branch !== undefined && { branch: `refs/heads/${branch}` }) };
  return { declared: Object.keys(values).map((name) => `, $${name}: String!`).join(''), values };
}

export interface Query {
  readonly query: string;
  readonly variables: Readonly<Record<string, string | number | null>>;
}

/**
 * One page of an owner's repositories, in the order of their making, so that a push in between moves nothing.
 * @param leftOut what GitHub itself shall leave out, so that it takes no room on the pages
 */
export function toPageQuery(shape: ScanShape, leftOut: { readonly archived: boolean; readonly forks: boolean }, page: { readonly login: string; readonly first: number; readonly after: string | undefined }): Query {
  const { declared, values } = toVariables(shape);
  const only = `${leftOut.archived ? ', isArchived: false' : ''}${leftOut.forks ? ', isFork: false' : ''}`;
  const query = `
query ($login: String!, $first: Int!, $after: String${declared}) {
  rateLimit { cost }
  viewer { login }
  repositoryOwner(login: $login) {
    __typename
    repositories(first: $first, after: $after, ownerAffiliations: [OWNER]${only}, orderBy: { field: CREATED_AT, direction: ASC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { ...repository }
    }
  }
}
${toFragment(shape)}`;
  return { query, variables: { ...values, login: page.login, first: page.first, after: page.after ?? null } };
}

export interface BlobNode {
  readonly oid?: string;
  readonly byteSize?: number;
  readonly isBinary?: boolean | null;
  readonly isTruncated?: boolean;
  readonly text?: string | null;
}

interface RefNode {
  readonly name: string;
  readonly target: { readonly oid: string } | null;
}

export interface RepositoryNode {
  readonly id: string;
  readonly name: string;
  readonly owner: { readonly login: string };
  readonly isArchived: boolean;
  readonly isFork: boolean;
  readonly isPrivate: boolean;
  readonly visibility: string;
  readonly pushedAt: string | null;
  readonly description: string | null;
  readonly defaultBranchRef: RefNode | null;
  readonly branch?: RefNode | null;
  readonly repositoryTopics: { readonly nodes: readonly ({ readonly topic: { readonly name: string } } | null)[] | null } | null;
  readonly file?: BlobNode | null;
}

export interface PageData {
  readonly viewer: { readonly login: string } | null;
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
export function toRepositoriesQuery(shape: ScanShape, owner: string, names: readonly string[]): Query {
  const { declared, values } = toVariables(shape);
  const named = names.map((_name, index) => `, $n${index}: String!`).join('');
  const fields = names.map((_name, index) => `r${index}: repository(owner: $owner, name: $n${index}) { ...repository }`).join('\n');
  const variables = { ...values, owner, ...Object.fromEntries(names.map((name, index) => [`n${index}`, name])) };
  return { query: `query ($owner: String!${declared}${named}) {\nrateLimit { cost }\n${fields}\n}\n${toFragment(shape)}`, variables };
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
  return { query: `query (${declared.join(', ')}) {\nrateLimit { cost }\n${fields.join('\n')}\n}`, variables };
}

export type FilesData = Readonly<Record<string, Readonly<Record<string, BlobNode | null>> | null>>;
