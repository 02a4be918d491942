import * as vscode from 'vscode';
import type { CatalogService } from '../../../portal/catalog/catalogService';
import type { CatalogEntity } from '../../../portal/catalog/entity';
import { SEARCH_FILTERS, type ParsedSearch } from '../../../portal/catalog/search/parseSearch';
import type { SearchResult } from '../../../portal/catalog/search/searchIndex';
import { toSearchEntry } from '../../../portal/catalog/search/searchEntry';
import { hasSources } from '../../gitHub/configuredSources';
import { toNotices } from '../../status/notices';
import { toTime } from '../../status/showNotices';
import { gitHubAddress, hasDocs, toAppearance } from '../../tree/entityAppearance';

/** A row of the search: an entity, something to do, or a word about what is shown. */
export interface SearchItem extends vscode.QuickPickItem {
  readonly known?: CatalogEntity;
  /** Typed instead of what stands in the field. */
  readonly value?: string;
  readonly command?: { readonly id: string; readonly arguments?: readonly unknown[] };
}

export const BUTTONS = {
  docs: { iconPath: new vscode.ThemeIcon('book'), tooltip: 'Open Docs' },
  repository: { iconPath: new vscode.ThemeIcon('repo'), tooltip: 'Open Repository' },
  page: { iconPath: new vscode.ThemeIcon('open-preview'), tooltip: 'Open Entity Page' },
} as const satisfies Readonly<Record<string, vscode.QuickInputButton>>;

export function separator(label: string): SearchItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

/** @param isChoice whether it is for a command: then there is but one thing to do with it */
export function entityItem(known: CatalogEntity, { words }: ParsedSearch, isChoice: boolean): SearchItem {
  const { label, description, icon } = toAppearance(known);
  const { name, kind } = { name: known.entity.metadata.name, kind: known.entity.kind };
  const reason = reasonFor(known, words.map(({ text }) => text));
  return {
    label: `$(${icon}) ${label}`,
    description: [label === name ? '' : name, kind, description].filter(Boolean).join(' · '),
    ...(reason !== undefined && { detail: reason }),
    alwaysShow: true,
    known,
    buttons: isChoice ? [] : [...(hasDocs(known) ? [BUTTONS.docs] : []), ...(gitHubAddress(known) ? [BUTTONS.repository] : []), BUTTONS.page],
  };
}

/** Tags or description, where these are why it was found; what is in sight anyway explains itself. */
function reasonFor(known: CatalogEntity, words: readonly string[]): string | undefined {
  const { name, title, owner, tags, description } = toSearchEntry(known);
  const hidden = words.filter((word) => !name.includes(word) && !title.includes(word) && !owner.includes(word));
  const found = known.facets.tags.filter((_, index) => hidden.some((word) => tags[index]?.includes(word)));
  const parts = [...found.map((tag) => `#${tag}`), ...(hidden.some((word) => description.includes(word)) ? [known.facets.description ?? ''] : [])];
  return parts.length > 0 ? parts.join('  ').replace(/\s+/g, ' ') : undefined;
}

export function moreItem({ found, total }: SearchResult): readonly SearchItem[] {
  const more = total - found.length;
  return more > 0 ? [{ label: `$(ellipsis) ${more.toLocaleString(vscode.env.language)} more`, description: 'go on typing to see them', alwaysShow: true }] : [];
}

/** What can be typed, each row with an example. */
export function helpItems(): readonly SearchItem[] {
  return [
    separator('filters (-tag:x for not)'),
    ...Object.entries(SEARCH_FILTERS).map(([name, meaning]) => ({ label: `$(filter) ${name}:`, description: meaning, alwaysShow: true, value: `${name}:` })),
    separator('keys'),
    { label: '$(go-to-file) Enter', description: 'opens the definition', alwaysShow: true },
    { label: '$(book) Ctrl+Enter, on a Mac Cmd+Enter', description: 'opens the docs', alwaysShow: true },
    { label: '$(repo) Shift+Enter', description: 'opens the repository', alwaysShow: true },
    { label: '$(open-preview) Alt+Enter', description: 'opens the entity page', alwaysShow: true },
  ];
}

/** What to do where nothing is shown. */
export function emptyItems(catalog: Pick<CatalogService, 'graph' | 'status'>, value: string): readonly SearchItem[] {
  const { status, graph } = catalog;
  if (graph.size > 0) {
    return [{ label: '$(search-stop) Nothing in the catalog matches', description: value.includes(':') ? 'Choose to search without filters' : 'Type ? for help', alwaysShow: true, value: value.replace(/\S+:\S*/g, '').trim() || '?' }];
  }
  const items: SearchItem[] = [];
  if (status.loading || status.refreshing) {
    items.push({ label: '$(sync~spin) Reading the catalog…', description: 'what is found shows here as it comes', alwaysShow: true });
  } else if (!hasSources()) {
    items.push({ label: '$(info) The catalog has no sources yet', alwaysShow: true });
  }
  for (const { text, action } of toNotices(status, toTime)) {
    items.push({
      label: `$(warning) ${text}`,
      ...(action && { description: action.title, command: { id: action.command, ...(action.arguments && { arguments: action.arguments }) } }),
      alwaysShow: true,
    });
  }
  if (items.length === 0) {
    items.push({ label: '$(info) There is nothing in the catalog yet', alwaysShow: true }, { label: '$(refresh) Refresh Catalog', alwaysShow: true, command: { id: 'stagedoor.refreshCatalog' } });
  }
  if (!status.refreshing) {
    items.push({ label: '$(add) Add an Organization…', alwaysShow: true, command: { id: 'stagedoor.addOrganization' } });
  }
  return items;
}
