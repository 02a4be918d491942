import { describe, expect, it } from 'vitest';
import { DEFAULT_OPTIONS } from '../../../src/portal/techdocs/dialect/options';
import { readFrontMatter } from '../../../src/portal/techdocs/frontMatter';
import { createPageRenderer } from '../../../src/portal/techdocs/renderPage';

const renderer = createPageRenderer();
const KEYS = { separator: '+', strict: false, className: 'keys', camelCase: false, further: new Map([['hyper', 'Hyper!']]) };
async function render(text: string, dialect: Partial<typeof DEFAULT_OPTIONS> = {}): Promise<string> {
  return (await renderer.render(text, { title: 'T', dialect: { ...DEFAULT_OPTIONS, ...dialect } })).html.replace(/^<h1>T<\/h1>\n/, '').trim();
}

describe('keys', () => {
  it('have names, labels and texts of their own', async () => {
    expect(await render('++ctrl+page-up++', { keys: KEYS })).toBe('<p><span class="keys"><kbd class="key-control">Ctrl</kbd><span>+</span><kbd class="key-page-up">Page Up</kbd></span></p>');
    expect(await render('++"Go \\"on\\""+hyper++', { keys: KEYS })).toBe('<p><span class="keys"><kbd>Go "on"</kbd><span>+</span><kbd class="key-hyper">Hyper!</kbd></span></p>');
    expect(await render('++nokey++ \\++ctrl++', { keys: KEYS })).toBe('<p>++nokey++ ++ctrl++</p>');
    expect(await render('++PgUp++', { keys: { ...KEYS, camelCase: true, strict: true, separator: '' } })).toBe('<p><kbd class="keys"><kbd class="key-page-up">Page Up</kbd></kbd></p>');
    expect(await render('++ctrl++')).toBe('<p>++ctrl++</p>');
  });
});

describe('code', () => {
  it('has numbers of one width, and blanks for those that are not shown', async () => {
    const html = await render('```js linenums="9 2"\na\nb\nc\n```');
    expect(html).toContain('<span class="normal">  </span>\n<span class="normal">10</span>\n<span class="normal">  </span>');
  });

  it('has them in its lines where the site says so', async () => {
    expect(await render('```js linenums="9 1 2" hl_lines="2"\na\nb\n```', { highlight: { ...DEFAULT_OPTIONS.highlight, style: 'inline' } })).toContain(
      '<code><span class="linenos"> 9</span>a\n<span class="hll"><span class="linenos special">10</span>b\n</span></code>',
    );
  });
});

describe('marks of an editor', () => {
  it('are blocks where a paragraph has nothing else', async () => {
    expect(await render('{++\n\nadded\n\n++}')).toBe('<ins class="critic block"><p>added</p>\n</ins>');
    expect(await render('x {++y++}')).toBe('<p>x <ins class="critic">y</ins></p>');
  });
});

describe('attribute lists', () => {
  it('lose what they cannot hold, and may follow a line break', async () => {
    expect(await render('`c`{.x =}')).toBe('<p><code class="x">c</code></p>');
    expect(await render('a  \n{: #i }')).toMatch(/^<p id="i">a<br \/>/);
    expect(await render('# T {#i} `c`')).toContain('<h1 id="i">T<code>c</code>');
  });
});

describe('line breaks at each end of a line', () => {
  it('come after all other marks', async () => {
    expect(await render('*a\nb*', { lineBreaks: true })).toBe('<p><em>a<br />b</em></p>');
  });
});

describe('captions', () => {
  it('count, or say their number', async () => {
    const html = await render('a\n\n/// figure-caption\nOne\n///\n\nb\n\n/// figure-caption | 4.2\nOther\n///\n\nc\n\n/// figure-caption\nNext\n///\n', { captions: true });
    expect(html.match(/<figure id="[^"]*"|caption-prefix">[^<]*/g)).toEqual(['<figure id="__figure-caption_1"', 'caption-prefix">Figure 1.', '<figure id="__figure-caption_4_2"', 'caption-prefix">Figure 4.2.', '<figure id="__figure-caption_5"', 'caption-prefix">Figure 5.']);
  });
});

describe('front matter', () => {
  it('may be lines of keys and values, as MkDocs reads them', () => {
    expect(readFrontMatter('Title: My page\n    goes on\nauthor: me\n\n\n# H\n')).toEqual({ data: { title: 'My page goes on', author: 'me' }, body: '# H\n', lines: 5 });
    expect(readFrontMatter('# H\n\nkey: value\n')).toEqual({ data: {}, body: '# H\n\nkey: value\n', lines: 0 });
    expect(readFrontMatter('Note: this is lost.\nand this stays\n')).toMatchObject({ data: { note: 'this is lost.' }, body: 'and this stays\n', lines: 1 });
  });

  it('is YAML between dashes, which must be a map', () => {
    expect(readFrontMatter('---\ntitle: x\n---\n\n\ntext')).toEqual({ data: { title: 'x' }, body: 'text', lines: 5 });
    expect(readFrontMatter('---\n- x\n---\ntext')).toMatchObject({ lines: 0 });
    expect(readFrontMatter('---\ntitle: x\n---')).toMatchObject({ lines: 0 });
  });
});
