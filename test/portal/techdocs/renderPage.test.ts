import { describe, expect, it } from 'vitest';
import { slugify, takeId } from '../../../src/portal/techdocs/dialect/tree/slugify';
import { createPageRenderer } from '../../../src/portal/techdocs/renderPage';

const renderer = createPageRenderer();
const render = async (text: string): Promise<string> => (await renderer.render(`# T\n\n${text}`, { title: 'T' })).html.replace(/^<h1.*<\/h1>\n/, '').trim();

describe('boxes and folds', () => {
  it('renders a box with its title, its kind as title, or none', async () => {
    expect(await render('!!! note "Read *this*"\n    text')).toBe('<div class="admonition note">\n<p class="admonition-title">Read <em>this</em></p>\n<p>text</p>\n</div>');
    expect(await render('!!! danger highlight\n    text')).toContain('<div class="admonition danger highlight">\n<p class="admonition-title">Danger</p>');
    expect(await render('!!! tip ""\n    text')).toBe('<div class="admonition tip">\n<p>text</p>\n</div>');
  });

  it('nests boxes, ends with the indent, and leaves alone what is no marker', async () => {
    const html = await render('!!! note\n    a\n\n    !!! warning\n        b\n\nafter');
    expect(html).toMatch(/admonition note[\s\S]*<p>a<\/p>[\s\S]*admonition warning[\s\S]*<p>b<\/p>\n<\/div>\n<\/div>\n<p>after<\/p>/);
    expect(await render('!!! "only a title"')).toMatch(/^<p>!!!/);
  });

  it('folds, open or closed', async () => {
    expect(await render('??? note\n    a')).toBe('<details class="note">\n<summary>Note</summary>\n<p>a</p>\n</details>');
    expect(await render('???+ "T"\n    a')).toBe('<details open="open">\n<summary>T</summary>\n<p>a</p>\n</details>');
  });

  it('takes GitHub alerts at the start of a line only', async () => {
    expect(await render('> [!IMPORTANT]\n> a\n> b')).toBe('<div class="admonition warning">\n<p class="admonition-title">Important</p>\n<p>a\nb</p>\n</div>');
    expect(await render('> [!HINT]\n> a')).toMatch(/^<blockquote>/);
    expect(await render('- > [!NOTE]\n  > a')).toContain('<blockquote>');
  });
});

describe('content tabs', () => {
  it('makes one set of neighbours and counts sets', async () => {
    const html = await render('=== "A"\n    a\n\n=== "B"\n    b\n\ntext\n\n=== "C"\n    c');
    expect(html).toContain('data-tabs="1:2"');
    expect(html).toContain('data-tabs="2:1"');
    expect(html).toContain('<label for="__tabbed_1_2">B</label>');
    expect(html.match(/checked="checked"/g)).toHaveLength(2);
  });
});

describe('code', () => {
  it('is a table with numbers, title and marked lines', async () => {
    const html = await render('```python title="<a>" linenums="5" hl_lines="2"\nx < 1\ny\n```');
    expect(html).toContain('<div class="language-python highlight">');
    expect(html).toContain('<span class="filename">&lt;a&gt;</span>');
    expect(html).toContain('<span class="normal">5</span>\n<span class="normal">6</span>');
    expect(html).toContain('<code>x &lt; 1\n<span class="hll">y\n</span></code>');
  });

  it('is text in a language that Pygments does not know', async () => {
    expect(await render('```mermaid\na\n```')).toContain('language-text');
    expect(await render('`#!python x`')).toBe('<p><code class="language-python highlight">x</code></p>');
  });

  it('does not choke on absurd line ranges', async () => {
    expect(await render('```text hl_lines="1-99999999999"\na\n```')).toContain('hll');
  });
});

describe('headings', () => {
  it('get ids as Python-Markdown gives them', () => {
    expect(slugify('Äpfel & Birnen, c++ – 2.0')).toBe('apfel-birnen-c-20');
    const taken = new Set<string>();
    expect(['a', 'a', 'a', ''].map((id) => takeId(id, taken))).toEqual(['a', 'a_1', 'a_2', '_1']);
  });

  it('take ids of attribute lists and stand in the table of contents with their lines', async () => {
    const { html, toc } = await renderer.render('---\ntitle: x\n---\n\n# A\n\n## B *b* {: #own .c }\n', { title: 'x', withLines: true });
    expect(toc).toEqual([
      { id: 'a', title: 'A', level: 1, line: 4 },
      { id: 'own', title: 'B b', level: 2, line: 6 },
    ]);
    expect(html).toContain('<h2 id="own" class="c" data-line="6">B <em>b</em><a class="headerlink" href="#own" title="Permanent link">&para;</a></h2>');
  });

  it('gives a page without one the title of the site', async () => {
    expect((await renderer.render('text', { title: 'A & B' })).html).toMatch(/^<h1>A &amp; B<\/h1>/);
    expect(renderer.headingOf('\n# A `b`\n')).toBe('A b');
    expect(renderer.headingOf('text\n\n# A')).toBeUndefined();
  });
});

describe('inline', () => {
  it.each([
    ['==a== ~~b~~ H~2~O', '<p><mark>a</mark> <del>b</del> H<sub>2</sub>O</p>'],
    ['a*b*c and *d*', '<p>a*b*c and <em>d</em></p>'],
    ['(c) a --> b 1st', '<p>&copy; a &rarr; b 1<sup>st</sup></p>'],
    ['https://a.b/c', '<p><a href="https://a.b/c">https://a.b/c</a></p>'],
    ['[a](b.md){ .x }', '<p><a href="b.md" class="x">a</a></p>'],
    ['HTML\n\n*[HTML]: Hyper', '<p><abbr title="Hyper">HTML</abbr></p>'],
  ])('%s', async (text, html) => {
    expect(await render(text)).toBe(html);
  });

  it('writes links as the caller wants them', async () => {
    expect((await renderer.render('[a](b.md) ![c](d.png)', { title: 'x', toHref: (href) => `/${href}` })).html).toContain('<a href="/b.md">a</a> <img alt="c" src="/d.png" />');
  });

  it('renders footnotes and task lists in Material’s form', async () => {
    expect(await render('a[^1]\n\n[^1]: note')).toContain('<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>');
    expect(await render('- [x] a')).toContain('<li class="task-list-item"><label class="task-list-control"><input type="checkbox" disabled checked/>');
  });
});

describe('bad input', () => {
  it.each(['', '\u0000', '!!!', '=== ""', '```', '[^1]:', '{: .x }', '# {: }', '---\na: [\n---\ntext', '> [!NOTE]', '*'.repeat(5000), '~'.repeat(5000), '['.repeat(2000), '!!! note\n'.repeat(200), `${'> '.repeat(300)}x`])('is rendered somehow: %j', async (text) => {
    expect(typeof (await renderer.render(text, { title: 'x', withLines: true })).html).toBe('string');
  });
});
