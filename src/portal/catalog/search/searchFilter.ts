import type { CatalogEntity } from '../entity';
import { foldText } from './foldText';
import type { SearchFilter, SearchFilterName } from './parseSearch';
import { nameOf, type SearchEntry } from './searchEntry';

/** What `is:` asks, by ref. */
export interface SearchStates {
  /** The signed-in user and their groups, as full refs in lower case. */
  readonly mine: readonly string[];
  readonly isStarred: (ref: string) => boolean;
  readonly isBroken: (ref: string) => boolean;
}

type Test = (entry: SearchEntry) => boolean;

/** Whether an entity passes a filter. */
export function createSearchFilter(filter: SearchFilter, states: SearchStates): Test {
  const passes = createTest(filter, states, new Set(states.mine));
  return filter.negated ? (entry) => !passes(entry) : passes;
}

/** What a filter looks at, so that it says the same of all entities that share it. `undefined` where each is to be asked. */
export function lookedAt(name: SearchFilterName, { known: { ref, facets }, tags }: SearchEntry): string | undefined {
  switch (name) {
    case 'kind':
      return ref.slice(0, ref.indexOf(':'));
    case 'namespace':
      return ref.slice(0, ref.indexOf('/'));
    case 'type':
      return facets.type ?? '';
    case 'lifecycle':
      return facets.lifecycle ?? '';
    case 'owner':
      return facets.owner ?? '';
    case 'system':
      return facets.partOf.join(' ');
    case 'tag':
      return tags.length > 1 ? JSON.stringify(tags) : (tags[0] ?? '');
    case 'is':
      return undefined;
  }
}

function createTest({ name, values }: SearchFilter, states: SearchStates, mine: ReadonlySet<string>): Test {
  switch (name) {
    case 'kind': {
      // `kind:apis` and `kind:comp` are understood as well.
      const starts = values.map((value) => value.replace(/(?<=.)s$/, ''));
      return ({ known: { ref } }) => starts.some((start) => ref.startsWith(start) && start.length <= ref.indexOf(':'));
    }
    case 'namespace':
      return ({ known: { ref } }) => values.includes(ref.slice(ref.indexOf(':') + 1, ref.indexOf('/')));
    case 'type':
      return ({ known: { facets } }) => facets.type !== undefined && values.includes(foldText(facets.type));
    case 'lifecycle':
      return ({ known: { facets } }) => facets.lifecycle !== undefined && values.includes(foldText(facets.lifecycle));
    case 'owner': {
      const names = values.map((value) => value.slice(value.search(/[^:/]*$/)));
      return ({ owner, known: { facets } }) => names.includes(owner) && facets.owner !== undefined && isNamed(facets.owner, values);
    }
    case 'system':
      return ({ known: { facets } }) => facets.partOf.some((ref) => isNamed(ref, values));
    case 'tag':
      return ({ tags }) => values.some((value) => tags.includes(value));
    case 'is':
      return ({ known }) => values.some((value) => isInState(value, known, states, mine));
  }
}

/** Whether one of the names means a ref: by its name, with its namespace, with its kind, or in full. */
function isNamed(ref: string, names: readonly string[]): boolean {
  const kind = ref.slice(0, ref.indexOf(':'));
  const name = nameOf(ref);
  return names.some((value) => value === name || value === ref || value === ref.slice(kind.length + 1) || value === `${kind}:${name}`);
}

function isInState(state: string, { ref, facets }: CatalogEntity, { isStarred, isBroken }: SearchStates, mine: ReadonlySet<string>): boolean {
  switch (state) {
    case 'owned':
    case 'mine':
      return facets.owner !== undefined && mine.has(facets.owner);
    case 'starred':
      return isStarred(ref);
    case 'deprecated':
      return facets.lifecycle?.toLowerCase() === 'deprecated';
    case 'broken':
      return isBroken(ref);
    default:
      return false;
  }
}
