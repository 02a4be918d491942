import type { SearchHit } from '../../src/protocol/docs';
import { element } from '../shared/element';

export interface SearchBoxOptions {
  readonly search: (query: string, signal: AbortSignal) => Promise<readonly SearchHit[]>;
  readonly onChosen: (hit: SearchHit) => void;
}

/** A box that finds words in all pages of the site: arrows and Enter choose, Escape closes. */
export function createSearchBox({ search, onChosen }: SearchBoxOptions): { readonly node: HTMLElement; focus(): void; clear(): void } {
  const field = element('input', { type: 'search', placeholder: 'Search these docs', 'aria-label': 'Search these docs', role: 'combobox', 'aria-expanded': 'false', 'aria-controls': 'search-hits', autocomplete: 'off', spellcheck: 'false' });
  const list = element('ul', { id: 'search-hits', class: 'search-hits', role: 'listbox', 'aria-label': 'Found', hidden: true });
  const node = element('div', { class: 'search' }, field, list);
  let asking: AbortController | undefined;
  let chosen = -1;
  let hits: readonly SearchHit[] = [];

  const open = (isOpen: boolean): void => {
    list.hidden = !isOpen;
    field.setAttribute('aria-expanded', String(isOpen));
  };
  const mark = (next: number): void => {
    const options = [...list.querySelectorAll('[role=option]')];
    chosen = options.length === 0 ? -1 : (next + options.length) % options.length;
    options.forEach((option, i) => option.setAttribute('aria-selected', String(i === chosen)));
    const option = options[chosen];
    field.setAttribute('aria-activedescendant', option?.id ?? '');
    option?.scrollIntoView?.({ block: 'nearest' });
  };
  const choose = (hit: SearchHit | undefined): void => {
    if (hit) {
      open(false);
      field.blur();
      onChosen(hit);
    }
  };
  const toOption = (hit: SearchHit, i: number): HTMLElement => {
    const { text, marks } = hit.excerpt;
    const parts: (Node | string)[] = [];
    let at = 0;
    for (const [from, to] of marks) {
      parts.push(text.slice(at, from), element('mark', {}, text.slice(from, to)));
      at = to;
    }
    const option = element('li', { role: 'option', id: `search-hit-${i}`, 'aria-selected': 'false' }, element('strong', {}, hit.section ? `${hit.pageTitle} › ${hit.section}` : hit.pageTitle), element('span', {}, ...parts, text.slice(at)));
    option.addEventListener('mousedown', (event) => event.preventDefault());
    option.addEventListener('click', () => choose(hit));
    return option;
  };
  const say = (text: string): void => {
    list.replaceChildren(element('li', { class: 'search-note', role: 'status' }, text));
    hits = [];
    mark(-1);
    open(true);
  };
  const ask = async (): Promise<void> => {
    asking?.abort();
    const query = field.value.trim();
    if (query === '') {
      open(false);
      return;
    }
    const controller = (asking = new AbortController());
    if (list.hidden) {
      say('Searching…');
    }
    try {
      const found = await search(query, controller.signal);
      if (controller.signal.aborted) {
        return;
      }
      if (found.length === 0) {
        say(`Nothing was found for “${query}”.`);
        return;
      }
      hits = found;
      list.replaceChildren(...found.map(toOption));
      mark(0);
      open(true);
    } catch (error) {
      if (!controller.signal.aborted) {
        say(error instanceof Error ? error.message : String(error));
      }
    }
  };
  field.addEventListener('input', () => void ask());
  field.addEventListener('focus', () => (field.value.trim() === '' ? undefined : void ask()));
  field.addEventListener('blur', () => open(false));
  field.addEventListener('keydown', (event) => {
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => mark(chosen + 1),
      ArrowUp: () => mark(chosen - 1),
      Enter: () => choose(hits[chosen]),
      Escape: () => {
        if (list.hidden) {
          field.value = '';
        }
        open(false);
      },
    };
    const run = keys[event.key];
    if (run) {
      event.preventDefault();
      event.stopPropagation();
      run();
    }
  });
  return {
    node,
    focus: () => field.select(),
    clear: () => {
      asking?.abort();
      field.value = '';
      open(false);
    },
  };
}
