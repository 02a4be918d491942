import createDOMPurify, { type Config } from 'dompurify';
import { ALLOWED_INPUTS, ALLOWED_SCHEMES, FORBIDDEN_ATTRIBUTES, FORBIDDEN_TAGS } from '../../src/protocol/docsSanitizer';

const CONFIG = {
  RETURN_DOM_FRAGMENT: true,
  FORBID_TAGS: [...FORBIDDEN_TAGS],
  FORBID_ATTR: [...FORBIDDEN_ATTRIBUTES],
  // A listed scheme, or none: DOMPurify's own form of the rule with our schemes.
  ALLOWED_URI_REGEXP: new RegExp(`^(?:(?:${ALLOWED_SCHEMES.join('|')}):|[^a-z]|[a-z+.-]+(?:[^a-z+.\\-:]|$))`, 'i'),
} satisfies Config;

const XHTML = 'http://www.w3.org/1999/xhtml';

/**
 * Makes foreign HTML fit to be shown. The result is detached and loads nothing by itself: sources of pictures that the
 * host must resolve stand in `data-source`, and links in `data-href`, so that nothing navigates on its own.
 */
export function createSanitizer(view: Parameters<typeof createDOMPurify>[0] = window): (html: string) => DocumentFragment {
  const purify = createDOMPurify(view);
  purify.addHook('uponSanitizeElement', (node, { tagName }) => {
    if (tagName === 'input' && node instanceof Element && !ALLOWED_INPUTS.includes((node.getAttribute('type') ?? '').toLowerCase())) {
      node.remove();
    }
  });
  purify.addHook('afterSanitizeAttributes', (node) => {
    if (node.localName === 'a' || node.localName === 'area') {
      toHostLink(node);
    } else if (node.localName === 'img') {
      toHostPicture(node);
    } else {
      dropSources(node);
    }
    if (/url|image|\\|@/i.test(node.getAttribute('style') ?? '')) {
      node.removeAttribute('style'); // styles that fetch something, or hide that they do
    }
    for (const { name, value } of [...node.attributes]) {
      // Drawings fetch by attributes too: fill="url(https://…)". Their own parts are named by url(#…).
      if (node.namespaceURI !== XHTML && /url\s*\(\s*['"]?\s*(?!#)|\\/i.test(value)) {
        node.removeAttribute(name);
      }
    }
    if (node.localName === 'input' && node.getAttribute('type') === 'checkbox') {
      node.setAttribute('disabled', '');
    }
  });
  return (html) => purify.sanitize(html, CONFIG);
}

/** Sound and film are not shown in the panel, and drawings refer to their own parts only. */
function dropSources(node: Element): void {
  node.removeAttribute('src');
  node.removeAttribute('poster');
  for (const name of ['href', 'xlink:href']) {
    if (!(node.getAttribute(name) ?? '#').startsWith('#')) {
      node.removeAttribute(name);
    }
  }
}

/** Every link is followed by the host; one inside the page keeps its `href`, so that it works and can be copied. */
function toHostLink(link: Element): void {
  const href = link.getAttribute('href') ?? link.getAttribute('xlink:href');
  link.removeAttribute('xlink:href');
  link.removeAttribute('target');
  link.removeAttribute('download');
  if (href !== null) {
    link.setAttribute('data-href', href);
    link.setAttribute('href', /^https?:/i.test(href) ? href : href.startsWith('#') ? href : '#');
  }
}

function toHostPicture(picture: Element): void {
  const source = picture.getAttribute('src') ?? '';
  if (!/^(https:|data:image\/)/i.test(source)) {
    picture.removeAttribute('src');
    picture.setAttribute('data-source', source);
  } else {
    picture.setAttribute('loading', 'lazy');
  }
}
