import type { MarkdownIt, StateCore } from 'markdown-it';

/** `- [x]` as a box that shows and does not change. Source: pymdownx.tasklist with `custom_checkbox: true`. */
export function taskLists(md: MarkdownIt): void {
  md.core.ruler.after('inline', 'task_lists', (state: StateCore) => {
    const lists: number[] = [];
    state.tokens.forEach((token, i) => {
      if (token.type === 'bullet_list_open' || token.type === 'ordered_list_open') {
        lists.push(i);
      } else if (token.type === 'bullet_list_close' || token.type === 'ordered_list_close') {
        lists.pop();
      }
      const first = token.type === 'inline' ? token.children?.[0] : undefined;
      const item = state.tokens[i - 2];
      const match = first?.type === 'text' && item?.type === 'list_item_open' ? /^\[([ xX])\] +/.exec(first.content) : null;
      const list = state.tokens[lists.at(-1) ?? -1];
      if (first && item && match && list) {
        first.content = first.content.slice(match[0].length);
        const box = new state.Token('html_inline', '', 0);
        const checked = match[1] === ' ' ? '' : ' checked';
        box.content = `<label class="task-list-control"><input type="checkbox" disabled${checked}/><span class="task-list-indicator"></span></label> `;
        token.children?.unshift(box);
        item.attrSet('class', 'task-list-item');
        list.attrSet('class', 'task-list');
      }
    });
  });
}
