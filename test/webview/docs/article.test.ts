// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { wireContentTabs } from '../../../webview/docs/contentTabs';
import { highlightCode } from '../../../webview/docs/highlightCode';
import { createNavTree } from '../../../webview/docs/navTree';
import { createArticle } from '../../../webview/docs/patchArticle';
import { createSanitizer } from '../../../webview/docs/sanitizePage';

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

describe('an article', () => {
  let root: HTMLElement;
  let prepared: string[];
  let show: (html: string) => void;
  beforeEach(() => {
    root = document.createElement('article');
    prepared = [];
    const article = createArticle(root, (element) => prepared.push(element.textContent ?? ''));
    show = (html) => article.show(sanitize(html));
  });

  it('keeps the nodes that did not change, with their new lines', () => {
    show('<p data-line="0">a</p><details data-line="2"><summary>s</summary></details><p data-line="4">c</p>');
    const details = root.querySelector('details');
    details?.setAttribute('open', '');
    show('<p data-line="0">a</p><p data-line="2">new</p><details data-line="4"><summary>s</summary></details><p data-line="6">c</p>');
    expect(root.querySelector('details')).toBe(details);
    expect(details?.hasAttribute('open')).toBe(true);
    expect([...root.children].map((child) => child.getAttribute('data-line'))).toEqual(['0', '2', '4', '6']);
    expect(prepared).toEqual(['a', 's', 'c', 'new']);
  });

  it('equals a fresh one after any series of edits', () => {
    const words = ['a', 'b', 'c', 'd'];
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % below;
    for (let round = 0; round < 200; round++) {
      const html = Array.from({ length: random(8) }, (_value, i) => `<p data-line="${i}">${words[random(4)] ?? ''}</p>\n`).join('');
      show(html);
      const fresh = document.createElement('article');
      fresh.append(sanitize(html));
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
