import * as vscode from 'vscode';
import { Slices } from '../../portal/base/pause';
import { finishInSlices } from '../../portal/base/steps';
import { isFiltering, VALUE_PARTS, type CatalogFilter, type FilterContext, type ValuePart } from '../../portal/catalog/filter/catalogFilter';
import { filterChoices } from '../../portal/catalog/filter/filterChoices';
import type { FilterIndex } from '../../portal/catalog/filter/filterIndex';
import { PART_NAMES, partSummary, valueLabel } from './filterSummary';
import type { TreeRoomServices } from './treeRoomServices';

type Step = ValuePart | 'text' | 'owned' | 'starred' | 'clear' | 'done';

interface StepItem extends vscode.QuickPickItem {
  readonly step: Step;
}

interface ValueItem extends vscode.QuickPickItem {
  readonly value: string;
}

const ICONS: Readonly<Record<ValuePart, string>> = { kinds: 'symbol-class', types: 'symbol-field', lifecycles: 'history', owners: 'organization', tags: 'tag' };

/** Lets the user put a filter together, part by part. Each part counts at once; Escape leaves it as it is by then. */
export async function editFilter(services: TreeRoomServices): Promise<void> {
  const { viewState } = services;
  for (let at: Step | undefined; ; ) {
    at = await pickStep(services, at);
    switch (at) {
      case undefined:
      case 'done':
        return;
      case 'clear':
        viewState.clearFilter();
        break;
      case 'owned':
        viewState.filter = { ...viewState.filter, owned: !viewState.filter.owned };
        break;
      case 'starred':
        viewState.filter = { ...viewState.filter, starred: !viewState.filter.starred };
        break;
      case 'text':
        if ((await typeText(services)) === 'cancelled') {
          return;
        }
        break;
      default:
        if ((await pickValues(services, at)) === 'cancelled') {
          return;
        }
    }
  }
}

async function pickStep(services: TreeRoomServices, before: Step | undefined): Promise<Step | undefined> {
  const { catalog, viewState, stars, numberOf } = services;
  const { filter } = viewState;
  const index = await indexFor(services);
  const { graph } = index;
  const { mine } = catalog;
  const starred = stars.refs;
  const count = (candidate: CatalogFilter): number => index.select(candidate, { mine, starred }).size;
  const shown = count(filter);
  const parts = VALUE_PARTS.map((part): StepItem => ({ step: part, label: PART_NAMES[part].one, iconPath: new vscode.ThemeIcon(ICONS[part]), description: partSummary(filter, part, graph) ?? 'any' }));
  const text = filter.text.trim();
  const toggle = (on: boolean): vscode.ThemeIcon => new vscode.ThemeIcon(on ? 'check' : 'blank');
  const items: readonly StepItem[] = [
    ...parts,
    { step: 'text', label: 'Text', iconPath: new vscode.ThemeIcon('search'), description: text === '' ? 'any' : `“${text}”` },
    {
      step: 'owned',
      label: 'Owned by Me',
      iconPath: toggle(filter.owned),
      description: mine.length === 0 ? 'not known who you are' : filter.owned ? 'on' : numberOf(count({ ...filter, owned: true })),
    },
    { step: 'starred', label: 'Starred', iconPath: toggle(filter.starred), description: filter.starred ? 'on' : numberOf(count({ ...filter, starred: true })) },
    ...(isFiltering(filter) ? [{ step: 'clear', label: 'Clear Filter', iconPath: new vscode.ThemeIcon('clear-all') } as const] : []),
    { step: 'done', label: 'Done', iconPath: new vscode.ThemeIcon('arrow-right'), description: `shows ${numberOf(shown)} of ${numberOf(graph.size)}` },
  ];
  const pick = vscode.window.createQuickPick<StepItem>();
  pick.title = 'Filter the Catalog';
  pick.placeholder = `${numberOf(shown)} of ${numberOf(graph.size)} entities are shown`;
  pick.items = items;
  pick.activeItems = items.filter(({ step }) => step === before);
  const chosen = await new Promise<Step | undefined>((resolve) => {
    pick.onDidAccept(() => resolve(pick.activeItems[0]?.step));
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  });
  pick.dispose();
  return chosen;
}

async function pickValues(services: TreeRoomServices, part: ValuePart): Promise<'done' | 'cancelled'> {
  const { catalog, viewState, stars, numberOf } = services;
  const index = await indexFor(services);
  const { graph } = index;
  const context: FilterContext = { mine: catalog.mine, starred: stars.refs };
  const choices = filterChoices(index, viewState.filter, part, context);
  const items = choices.map(({ value, label, count }): ValueItem => {
    const named = part === 'kinds' || part === 'owners' ? valueLabel(part, value, graph) : label;
    return { value, label: named, description: numberOf(count), ...(part === 'owners' && named !== value && { detail: value }) };
  });
  const pick = vscode.window.createQuickPick<ValueItem>();
  pick.title = `Filter the Catalog: ${PART_NAMES[part].one}`;
  pick.placeholder = part === 'tags' ? 'Entities that have all of these tags; none for any' : `Entities of any of these ${PART_NAMES[part].many}; none for any`;
  pick.canSelectMany = true;
  pick.matchOnDetail = true;
  pick.buttons = [vscode.QuickInputButtons.Back];
  pick.items = items;
  pick.selectedItems = items.filter((_, index) => choices[index]?.chosen === true);
  const chosen = await new Promise<readonly ValueItem[] | 'back' | undefined>((resolve) => {
    pick.onDidAccept(() => resolve(pick.selectedItems));
    pick.onDidTriggerButton(() => resolve('back'));
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  });
  pick.dispose();
  if (typeof chosen === 'object') {
    viewState.filter = { ...viewState.filter, [part]: chosen.map(({ value }) => value) };
  }
  return chosen === undefined ? 'cancelled' : 'done';
}

/** What answers the filter as it stands; made without holding up the editor. */
function indexFor({ catalog, viewState, filters, clock }: TreeRoomServices): Promise<FilterIndex> {
  return finishInSlices(filters.at(catalog.graph, viewState.filter), new Slices(clock));
}

async function typeText({ viewState }: TreeRoomServices): Promise<'done' | 'cancelled'> {
  const input = vscode.window.createInputBox();
  input.title = 'Filter the Catalog: Text';
  input.placeholder = 'Words of the name or title, or whole tags';
  input.prompt = 'Every word must be part of the name or title, or be a tag. Empty for any.';
  input.value = viewState.filter.text;
  input.buttons = [vscode.QuickInputButtons.Back];
  const typed = await new Promise<string | true | undefined>((resolve) => {
    input.onDidAccept(() => resolve(input.value));
    input.onDidTriggerButton(() => resolve(true));
    input.onDidHide(() => resolve(undefined));
    input.show();
  });
  input.dispose();
  if (typeof typed === 'string') {
    viewState.filter = { ...viewState.filter, text: typed.trim() };
  }
  return typed === undefined ? 'cancelled' : 'done';
}
