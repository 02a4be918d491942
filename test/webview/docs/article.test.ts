// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { diffBlocks } from '../../../src/portal/techdocs/page/renderedPage';
import type { RenderedBlock } from '../../../src/protocol/docs';
import { wireContentTabs } from '../../../webview/docs/contentTabs';
import { highlightCode } from '../../../webview/docs/highlightCode';
import { createNavTree } from '../../../webview/docs/navTree';
import { createArticle, type Article } from '../../../webview/docs/patchArticle';
import { createSanitizer } from '../../../webview/docs/sanitizePage';
import { lineOf } from '../../../webview/docs/sourceLines';

const sanitize = createSanitizer();
const clean = (html: string): string => {
  const box = document.createElement('div');
  box.append(sanitize(html));
  return box.innerHTML;
};

describe('the sanitizer', () => {
  it('keeps what pages are made of', () => {
    const html = '<h2 id="a">A<a class="headerlink" href="#a" title="Permanent link">¶</a></h2><table><tbody><tr><td style="text-align: left;">x</td></tr></tbody></table><details open=""><summary>S</summary></details>';
    expect(clean(html)).toContain('<a class="headerlink" href="#a" title="Permanent link" data-href="#a">¶</a>');
    expect(clean(html)).toContain('<td style="text-align: left;">x</td>');
    expect(clean(html)).toContain('<details open="">');
    expect(clean('<input type="radio" name="t" checked="">')).toContain('type="radio"');
  });

  it('hands links to the host and lets no picture load by itself', () => {
    expect(clean('<a href="b.md" target="_blank">b</a>')).toBe('<a href="#" data-href="b.md">b</a>');
    expect(clean('<a href="https://a.b">b</a>')).toBe('<a href="https://a.b" data-href="https://a.b">b</a>');
    expect(clean('<img src="img/a.png">')).toBe('<img data-source="img/a.png">');
    expect(clean('<img src="http://tracker/a.png">')).not.toMatch(/ src=/);
    expect(clean('<img src="https://a.b/c.png" srcset="https://x/y.png 2x">')).toBe('<img src="https://a.b/c.png" loading="lazy">');
  });

  it.each([
    '<script>alert(1)</script>',
    '<style>*{display:none}</style>',
    '<link rel="stylesheet" href="https://x/a.css">',
    '<meta http-equiv="refresh" content="0;url=https://x">',
    '<base href="https://x/">',
    '<iframe src="https://x"></iframe>',
    '<object data="https://x"></object>',
    '<embed src="https://x">',
    '<form action="https://x"></form>',
    '<button formaction="javascript:alert(1)">b</button>',
    '<input type="text">',
    '<input>',
    '<textarea></textarea>',
    '<video src="https://x"></video><audio src="https://x"></audio>',
    '<a href="javascript:alert(1)">a</a>',
    '<a href="data:text/html,<script>1</script>">a</a>',
    '<a href="vbscript:x">a</a>',
    '<a href="command:workbench.action.quit">a</a>',
    '<a href="vscode://x/y">a</a>',
    '<a ping="https://x">a</a>',
    '<p onclick="alert(1)" contenteditable>p</p>',
    '<svg onload="alert(1)"><script>alert(1)</script><a xlink:href="javascript:1"></a></svg>',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  ])('takes out what is dangerous: %s', (html) => {
    expect(clean(html)).not.toMatch(/script|vbscript|command:|vscode:|onload|onclick|onerror|<(style|link|meta|base|iframe|object|embed|form|button|textarea)|type="text"|<input>|https:\/\/x|data:text|contenteditable/i);
  });
});

describe('a page that changes', () => {
  let root: HTMLElement;
  let article: Article;
  let prepared: string[];
  let shown: readonly RenderedBlock[];

  beforeEach(() => {
    root = document.createElement('article');
    prepared = [];
    shown = [];
    article = createArticle(root, sanitize, (element) => prepared.push(element.textContent ?? ''));
  });

  const show = (blocks: readonly RenderedBlock[]): void => {
    article.patch(diffBlocks(shown, blocks));
    shown = blocks;
  };
  const block = (html: string, line: number): RenderedBlock => ({ html, line });

  it('keeps the nodes that did not change, with their new lines', () => {
    const details = '<details data-line="0"><summary>s</summary></details>\n';
    show([block('<p data-line="0">a</p>\n', 0), block(details, 2), block('<p data-line="0">c</p>\n', 4)]);
    const before = root.querySelector('details');
    before?.setAttribute('open', '');
    show([block('<p data-line="0">a</p>\n', 0), block('<p data-line="0">new</p>\n', 2), block(details, 4), block('<p data-line="0">c</p>\n', 6)]);
    expect(root.querySelector('details')).toBe(before);
    expect(before?.hasAttribute('open')).toBe(true);
    expect([...root.children].map(lineOf)).toEqual([0, 2, 4, 6]);
    expect(lineOf(root.querySelector('summary'))).toBe(4);
    expect(prepared).toEqual(['a', 's', 'c', 'new']);
  });

  it('takes each block for itself, whatever is left open in one', () => {
    show([block('<p>a</p></article></div><b>', 0), block('<p>b</p>', 1), block('<!-- <p>', 2), block('<p>c</p>', 3)]);
    show([block('<p>a</p></article></div><b>', 0), block('<p>B</p>', 1), block('<!-- <p>', 2), block('<p>c</p>', 3)]);
    expect([...root.querySelectorAll('p')].map(({ textContent }) => textContent)).toEqual(['a', 'B', 'c']);
  });

  it('equals a fresh one after any series of edits', () => {
    const words = ['a', 'b', '', 'd'];
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % below;
    for (let round = 0; round < 200; round++) {
      const blocks = Array.from({ length: random(8) }, (_value, i) => block(words[random(4)] === '' ? '' : `<p data-line="0">${words[random(4)] ?? ''}</p>\n`, i + random(3)));
      show(blocks);
      const fresh = document.createElement('article');
      createArticle(fresh, sanitize, () => undefined).show(blocks);
      expect(root.innerHTML).toBe(fresh.innerHTML);
    }
  });
});

describe('what makes a page work', () => {
  it('colours code and keeps its text and its marked lines', () => {
    const root = document.createElement('div');
    root.innerHTML = '<div class="language-python highlight"><pre><code>a = """x\n<span class="hll">y"""\n</span>b = 1\n</code></pre></div><div class="language-text highlight"><pre><code>&lt;b&gt;\n</code></pre></div>';
    const before = root.textContent;
    highlightCode(root);
    expect(root.textContent).toBe(before);
    expect(root.querySelector('.hll')?.textContent).toBe('y"""\n');
    expect(root.querySelectorAll('.hljs-string').length).toBeGreaterThan(0);
    expect(root.querySelector('.language-text span')).toBeNull();
  });

  it('switches content tabs', () => {
    const root = document.createElement('div');
    root.innerHTML = '<div class="tabbed-set"><input type="radio" name="t" checked><input type="radio" name="t"><div class="tabbed-labels"><label>A</label><label>B</label></div><div class="tabbed-content"><div class="tabbed-block">a</div><div class="tabbed-block">b</div></div></div>';
    document.body.append(root); // radio buttons only change inside a document
    wireContentTabs(root);
    expect(root.querySelector('.tabbed-block.chosen')?.textContent).toBe('a');
    const second = root.querySelectorAll('input')[1];
    second?.click();
    expect(root.querySelector('.tabbed-block.chosen')?.textContent).toBe('b');
    expect(second?.getAttribute('aria-label')).toBe('B');
  });

  it('shows the navigation as text, marks the page and opens its section', () => {
    const chosen: string[] = [];
    const tree = createNavTree((path) => chosen.push(path), (href) => chosen.push(href));
    tree.show([{ type: 'section', title: '<img src=x onerror=alert(1)>', children: [{ type: 'page', title: 'A', path: 'a.md' }] }, { type: 'link', title: 'L', href: 'https://x' }, { type: 'link', title: 'gone.md', href: 'gone.md' }]);
    expect(tree.node.querySelector('img')).toBeNull();
    const details = tree.node.querySelector('details');
    if (details) {
      details.open = false;
    }
    tree.select('a.md');
    expect(details?.open).toBe(true);
    expect(tree.node.querySelector('[aria-current=page]')?.textContent).toBe('A');
    tree.node.querySelectorAll('a').forEach((link) => link.click());
    expect(chosen).toEqual(['a.md', 'https://x', 'gone.md']);
    expect([...tree.node.querySelectorAll('a')].map((link) => link.className)).toEqual(['', 'elsewhere', 'missing']);
  });
});
