import type { Review, ReviewedFile } from '../../src/protocol/scaffold';
import { element } from '../shared/element';

export interface ReviewStep {
  readonly node: HTMLElement;
  /** Files the user has agreed to lose. */
  overwrite(): readonly string[];
  /** Puts the focus on the first file that nobody has agreed to lose. */
  focusConsent(): void;
}

const MARKS: Readonly<Record<ReviewedFile['state'], string>> = { new: '', same: 'unchanged', different: 'differs' };

function toPreview(file: ReviewedFile): Node[] {
  const facts = [`${file.size.toLocaleString()} bytes`, ...(file.executable ? ['executable'] : []), ...(MARKS[file.state] ? [MARKS[file.state]] : [])];
  const head = element('div', { class: 'preview-head' }, element('span', { class: 'preview-path' }, file.path), element('span', { class: 'help' }, facts.join(' · ')));
  const body = file.text === undefined ? element('p', { class: 'help' }, 'This file is no text.') : element('pre', { tabindex: '0', 'aria-label': `Content of ${file.path}` }, file.text);
  return [head, body];
}

/** The files in one list; arrow keys walk through it, and the content of the chosen one stands beside it. */
function createFileBrowser(files: readonly ReviewedFile[]): HTMLElement {
  const preview = element('div', { class: 'preview', id: 'file-preview' });
  const items = files.map((file, index) => {
    const slash = file.path.lastIndexOf('/') + 1;
    const mark = MARKS[file.state];
    return element(
      'li',
      { role: 'option', id: `file-${index}`, class: `file ${file.state}` },
      element('span', { class: 'file-folder' }, file.path.slice(0, slash)),
      element('span', {}, file.path.slice(slash)),
      ...(mark ? [element('span', { class: 'file-mark' }, mark)] : []),
    );
  });
  const list = element('ul', { class: 'files', role: 'listbox', tabindex: '0', 'aria-label': 'Files', 'aria-controls': preview.id }, ...items);
  let at = Math.max(0, files.findIndex((file) => file.path === 'README.md'));
  const select = (index: number): void => {
    at = Math.min(Math.max(index, 0), files.length - 1);
    items.forEach((item, position) => item.setAttribute('aria-selected', String(position === at)));
    list.setAttribute('aria-activedescendant', `file-${at}`);
    items[at]?.scrollIntoView?.({ block: 'nearest' });
    const file = files[at];
    if (file) {
      preview.replaceChildren(...toPreview(file));
    }
  };
  items.forEach((item, index) => item.addEventListener('click', () => select(index)));
  list.addEventListener('keydown', (event) => {
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: files.length - 1 }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      select(target);
    }
  });
  select(at);
  return element('div', { class: 'browser' }, list, preview);
}

function createConsent(files: readonly ReviewedFile[]): { readonly node: HTMLElement; readonly boxes: readonly HTMLInputElement[] } {
  const boxes = files.map((file, index) => element('input', { type: 'checkbox', id: `overwrite-${index}`, value: file.path }));
  const rows = boxes.map((box) => element('label', { class: 'consent', for: box.id }, box, element('code', {}, box.value)));
  const node = element('fieldset', { class: 'conflicts' }, element('legend', {}, 'Overwrite these files? What they hold now is lost.'), ...rows);
  return { node, boxes };
}

export function createReviewStep(review: Review): ReviewStep {
  const consent = createConsent(review.files.filter((file) => file.state === 'different'));
  const answers = review.answers.flatMap(({ label, value }) => [element('dt', {}, label), element('dd', {}, value)]);
  return {
    node: element(
      'div',
      { class: 'review' },
      element('section', { class: 'effects', 'aria-labelledby': 'effects-title' }, element('h2', { id: 'effects-title' }, 'What will happen'), element('ul', {}, ...review.effects.map((effect) => element('li', {}, effect)))),
      ...(consent.boxes.length > 0 ? [consent.node] : []),
      element('section', { 'aria-labelledby': 'files-title' }, element('h2', { id: 'files-title' }, `${review.files.length} files`), createFileBrowser(review.files)),
      element('details', { class: 'answers' }, element('summary', {}, 'Your answers'), element('dl', {}, ...answers)),
    ),
    overwrite: () => consent.boxes.filter((box) => box.checked).map((box) => box.value),
    focusConsent: () => consent.boxes.find((box) => !box.checked)?.focus(),
  };
}
