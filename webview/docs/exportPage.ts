import type { ExportedPage } from '../../src/protocol/docs';

/** What only works in the panel. */
const ONLY_HERE = '.copy, .page-problem, .headerlink, .diagram-note';

/** The article as it stands, for a file of its own: without the panel's buttons, with links as the page wrote them. */
export function toExportedPage(title: string, article: HTMLElement): ExportedPage {
  const copy = article.cloneNode(true);
  if (!(copy instanceof HTMLElement)) {
    throw new Error('The article could not be copied.');
  }
  copy.querySelectorAll(ONLY_HERE).forEach((node) => node.remove());
  for (const name of ['data-line', 'data-base']) {
    copy.querySelectorAll(`[${name}]`).forEach((node) => node.removeAttribute(name));
  }
  copy.querySelectorAll('[data-href]').forEach((link) => {
    link.setAttribute('href', link.getAttribute('data-href') ?? '#');
    link.removeAttribute('data-href');
  });
  // What was chosen and unfolded is a property of the live page, and no attribute.
  const inputs = [...copy.querySelectorAll('input')];
  article.querySelectorAll('input').forEach((input, i) => inputs[i]?.toggleAttribute('checked', input.checked));
  copy.querySelectorAll('[tabindex]').forEach((node) => node.removeAttribute('tabindex'));
  return { title, html: copy.innerHTML, theme: themeOf(getComputedStyle(document.documentElement), document.documentElement.style) };
}

/** VS Code writes the colours of the theme as custom properties on the root element. */
function themeOf(computed: CSSStyleDeclaration, declared: CSSStyleDeclaration): string {
  return [...declared]
    .filter((name) => name.startsWith('--vscode-'))
    .map((name) => `${name}: ${computed.getPropertyValue(name)};`)
    .join('\n');
}
