import { fileURLToPath, pathToFileURL } from 'node:url';
import { Slices } from '../portal/base/pause';
import type { CatalogStatus } from '../portal/catalog/catalogService';
import type { CheckedFile } from '../portal/catalog/checkedFile';
import type { ModelSettings } from '../portal/catalog/model/modelSettings';
import type { DocumentProblem } from '../portal/catalog/problem';
import type { CatalogQuery } from '../portal/catalog/query';
import { createLanguageService } from '../portal/language/languageService';
import type { LanguageProblem } from '../portal/language/diagnostics/languageProblem';
import type { PlaceholderTexts } from '../portal/language/placeholderTexts';
import type { KnownCatalog } from './knownCatalog';
import { nodeClock } from './nodeClock';
import type { RepositoryPlace } from './repositoryPlace';

/** Without a catalog nothing is said of what other files hold. */
const NOTHING: { readonly graph: CatalogQuery; readonly status: CatalogStatus } = {
  graph: { size: 0, get: () => undefined, kinds: () => [], byKind: () => [], all: () => [], relations: () => [] },
  status: { loading: true, refreshing: false, sources: [] },
};

/** A file that was checked as ingestion checks it. */
export interface CheckedPath {
  readonly path: string;
  readonly text: string;
  readonly place: RepositoryPlace;
  readonly checked: CheckedFile;
}

/** @returns what the editor says of a file beyond what ingestion says, in the order of the lines */
export type FindMore = (file: CheckedPath, signal: AbortSignal) => Promise<readonly LanguageProblem[]>;

/** @param known the catalog that refs are looked up in; left out, nothing is said of them */
export function createFindMore(model: ModelSettings, known: KnownCatalog | undefined): FindMore {
  const verdicts = new Map<string, readonly DocumentProblem[]>(known?.catalog.problems.map(({ uri, problems }) => [uri, problems]));
  const places = new Map<string, RepositoryPlace>();
  const service = createLanguageService({
    catalog: known ? { graph: known.catalog.graph, status: known.status } : NOTHING,
    model: () => model,
    locationOf: (uri) => places.get(uri)?.toLocation(fileURLToPath(uri)),
    placeholders: createPlaceholders((uri) => places.get(uri)),
    verdictsOf: (uri) => verdicts.get(uri) ?? [],
  });
  return async ({ path, text, place, checked }, signal) => {
    const uri = pathToFileURL(path).toString();
    places.set(uri, place);
    const problems = await service.diagnose({ uri, version: 1, text }, new Slices(nodeClock, signal), signal);
    service.forget(uri);
    places.delete(uri);
    const said = new Set([...checked.problems, ...checked.documents.flatMap((document) => document.problems)].map(keyOf));
    return problems.filter((problem) => !said.has(keyOf(problem)));
  };
}

/** Two problems of one code at one place are one. */
function keyOf({ code, range: { start } }: Pick<DocumentProblem, 'code' | 'range'>): string {
  return `${code} ${start.line}:${start.character}`;
}

function createPlaceholders(placeOf: (uri: string) => RepositoryPlace | undefined): PlaceholderTexts {
  const texts = new Map<string, ReadonlyMap<string, string | null>>();
  const none: ReadonlyMap<string, string | null> = new Map();
  return {
    of: (uri) => texts.get(uri) ?? none,
    async read(uri, urls) {
      const read = await Promise.all(urls.map(async (url) => [url, await placeOf(uri)?.read(url)] as const));
      texts.set(uri, new Map(read.flatMap(([url, text]) => (text === undefined ? [] : [[url, text] as const]))));
    },
    noteChanged: () => [],
    forget: (uri) => void texts.delete(uri),
  };
}
