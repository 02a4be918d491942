import type { Element } from '../element';
import type { PageParse } from '../pageParse';

const BOX = /^( *\[([xX ])\] +)([\s\S]*)/;

/** `[ ]` and `[x]` at the start of list items. Source: pymdownx.tasklist. */
export function markTasks(root: Element, page: PageParse): void {
  const { customCheckbox, clickableCheckbox } = page.options.tasklist;
  const toInput = (state: string): string => {
    const input = `<input type="checkbox"${clickableCheckbox ? '' : ' disabled'}${state === ' ' ? '' : ' checked'}/>`;
    return customCheckbox ? `<label class="task-list-control">${input}<span class="task-list-indicator"></span></label> ` : `${input} `;
  };
  for (const parent of root.walk()) {
    for (const item of parent.children.filter(({ tag }) => tag === 'li')) {
      const holder = item.text === '' ? item.children[0] : item;
      const match = holder && (holder === item || holder.tag === 'p') ? BOX.exec(holder.text) : null;
      if (holder && match) {
        holder.setText(page.stash.store(toInput(match[2] ?? ' ')) + (match[3] ?? ''));
        addClass(item, 'task-list-item');
        addClass(parent, 'task-list');
      }
    }
  }
}

function addClass(element: Element, name: string): void {
  const names = element.className.split(/\s+/).filter((each) => each !== '');
  if (!names.includes(name)) {
    element.attributes.set('class', [...names, name].join(' '));
  }
}
