import { element } from '../shared/element';

/** A button on each code block that copies its text. */
export function addCopyButtons(root: Element): void {
  const blocks = [...(root.matches('div.highlight') ? [root] : []), ...root.querySelectorAll('div.highlight')];
  for (const block of blocks) {
    const button = element('button', { type: 'button', class: 'copy', title: 'Copy', 'aria-label': 'Copy code' });
    button.addEventListener('click', () => {
      const text = block.querySelector('code')?.textContent ?? '';
      navigator.clipboard.writeText(text).then(
        () => button.classList.add('copied'),
        () => button.classList.add('failed'),
      );
      window.setTimeout(() => button.classList.remove('copied', 'failed'), 1200);
    });
    block.append(button);
  }
}
