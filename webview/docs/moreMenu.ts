import { element } from '../shared/element';

export interface MenuItem {
  readonly label: string;
  /** Shown at the end of the row, such as a key. */
  readonly hint?: string;
  readonly isShown?: () => boolean;
  /** Whether the menu stays open, for what is chosen several times. */
  readonly stays?: boolean;
  readonly run: () => void;
}

/** A button that opens a menu below itself: arrows move, Escape and a click elsewhere close. */
export function createMoreMenu(items: readonly MenuItem[]): HTMLElement {
  const button = element('button', { type: 'button', class: 'more', title: 'More actions', 'aria-label': 'More actions', 'aria-haspopup': 'menu', 'aria-expanded': 'false' }, '⋯');
  const list = element('ul', { class: 'menu', role: 'menu', hidden: true });
  const node = element('div', { class: 'more-menu' }, button, list);
  const entries = (): readonly HTMLElement[] => [...list.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const close = (): void => {
    list.hidden = true;
    button.setAttribute('aria-expanded', 'false');
  };
  const open = (): void => {
    list.replaceChildren(
      ...items
        .filter((item) => item.isShown?.() ?? true)
        .map((item) => {
          const entry = element('li', { role: 'menuitem', tabindex: '-1' }, element('span', {}, item.label), ...(item.hint === undefined ? [] : [element('kbd', {}, item.hint)]));
          entry.addEventListener('click', () => {
            if (!item.stays) {
              close();
              button.focus();
            }
            item.run();
          });
          return entry;
        }),
    );
    list.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    entries()[0]?.focus();
  };
  button.addEventListener('click', () => (list.hidden ? open() : close()));
  node.addEventListener('keydown', (event) => {
    const all = entries();
    const at = all.findIndex((entry) => entry === document.activeElement);
    const move = (to: number): void => all.at(to % all.length)?.focus();
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => (list.hidden ? open() : move(at + 1)),
      ArrowUp: () => move(at - 1),
      Home: () => move(0),
      End: () => move(-1),
      Escape: () => {
        close();
        button.focus();
      },
      Enter: () => all[at]?.click(),
      ' ': () => all[at]?.click(),
    };
    const run = keys[event.key];
    if (run && (!list.hidden || event.key === 'ArrowDown')) {
      event.preventDefault();
      event.stopPropagation();
      run();
    }
  });
  document.addEventListener('pointerdown', (event) => {
    if (event.target instanceof Node && !node.contains(event.target)) {
      close();
    }
  });
  window.addEventListener('blur', close);
  return node;
}
