import { repositoryKey } from '../../portal/catalog/catalogRecord';
import type { CatalogService, UnregisteredRepository } from '../../portal/catalog/catalogService';
import type { RepositoryInfo } from '../../portal/catalog/entity';
import { groupByName, itemsOfRange, rangeLabel } from '../../portal/catalog/grouping/nameRanges';

/** A repository that the catalog could take in. */
export interface UnregisteredItem {
  /** As `repositoryKey` makes it. */
  readonly key: string;
  /** `shop/acme` in lower case, by which they are ordered and divided. */
  readonly order: string;
  readonly info: RepositoryInfo;
  readonly description: string | undefined;
}

export interface UnregisteredListOptions {
  readonly catalog: Pick<CatalogService, 'status' | 'unregistered'>;
  /** Whether the tree has a place for them now. */
  readonly isWanted: () => boolean;
}

/** Repositories without a catalog file, as the tree shows them. While the catalog is read, those of before. */
export class UnregisteredList {
  readonly #options: UnregisteredListOptions;
  #items: readonly UnregisteredItem[] = [];
  #isStale = true;

  constructor(options: UnregisteredListOptions) {
    this.#options = options;
  }

  /** Something is new in the catalog: the list is made anew when it is next asked for. */
  noteChange(): void {
    this.#isStale = true;
  }

  get items(): readonly UnregisteredItem[] {
    const { catalog, isWanted } = this.#options;
    if (!isWanted()) {
      return [];
    }
    const { loading, refreshing } = catalog.status;
    if (loading || refreshing) {
      // What is not read yet is no repository without a file, and each page would draw the tree again.
      this.#isStale = true;
    } else if (this.#isStale) {
      this.#items = toUnregisteredItems(catalog.unregistered);
      this.#isStale = false;
    }
    return this.#items;
  }
}

/** In order; forks are left out, as they belong to others, and what two sources know comes once. */
export function toUnregisteredItems(found: readonly UnregisteredRepository[]): readonly UnregisteredItem[] {
  const items = new Map<string, UnregisteredItem>();
  for (const { repository } of found) {
    const { info, description, fork, archived } = repository;
    if (!fork && !archived) {
      const key = repositoryKey(info);
      items.set(key, { key, order: `${info.name}/${info.owner}`.toLowerCase(), info, description });
    }
  }
  return [...items.values()].sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
}

const orderOf = ({ order }: UnregisteredItem): string => order;

/** What lies below a part of the list: repositories, or parts again where they are too many. @param prefix of the part, empty for the whole */
export function divide(items: readonly UnregisteredItem[], prefix: string): { readonly items: readonly UnregisteredItem[] } | { readonly ranges: readonly { readonly prefix: string }[] } {
  return groupByName(partOf(items, prefix), orderOf, prefix);
}

export function partOf(items: readonly UnregisteredItem[], prefix: string): readonly UnregisteredItem[] {
  return prefix === '' ? items : itemsOfRange(items, orderOf, prefix);
}

export function partLabel(items: readonly UnregisteredItem[], prefix: string): string {
  return rangeLabel(partOf(items, prefix), orderOf, prefix);
}
