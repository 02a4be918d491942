/** A source of random numbers that gives the same ones for the same seed. Source: mulberry32. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export type Random = () => number;

export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) {
    throw new Error('there is nothing to pick from');
  }
  return item;
}

/** Pieces of the dialect, among them those that reach across a page, and halves of those that end elsewhere. */
const PIECES: readonly string[] = [
  'A paragraph with *emphasis*, **strong** and `code`.', 'Two lines\nof text', '# Title', '## Setup', '## Setup', '### Über uns', 'Underlined\n===', 'Other\n---',
  '## Own {#setup}', 'Para {: #setup .x }', '- one\n- two\n  - inside', '1. one\n2. two', '1. again', '- [ ] task\n- [x] done', '- item\n\n  more of it', '* * *', '---',
  'Term\n: Meaning', ': further meaning', 'Term 2\n\n:   Loose meaning', '> quoted', '> more\n> lines', '> [!NOTE]\n> alert', '> [!TIP]\n> ```\n> a\n> ```',
  '!!! note "T"\n    body', '    more body', '??? tip\n    folded', '=== "A"\n    a', '=== "B"\n    b', '=== "C"\n\n    - c\n      - d',
  '```js title="x"\nlet a = 1;\n\n\nlet b;\n```', '```\n# no heading\n\n[x]: y', '~~~\ncode\n~~~', '- a\n\n  ```\n  in list\n  ```', '    indented code\n\n    more',
  'See [guide][g] and [g] and [other].', '[g]: https://example.com/g "G"', '[g]: second.md', '[other]: other.md', '![pic][p]', '[p]: a.png',
  'Note[^1] and [^two], again[^1].', '[^1]: First *note*.', '[^two]: Second\n\n    with [g] and more[^1].', '- in list[^1]\n- and[^two]', '[^3]: ```\n    code\n    ```',
  'HTML and API and HTML5', '*[HTML]: Hyper Text', '*[API]: Interface', "*[HTML]: ''", '[TOC]', '| a | b |\n|---|---|\n| 1 | [g] |', '| a |',
  '<div>raw</div>', '<div markdown>\n\n*inside* [^1]\n\n## In div\n\n</div>', '</div>', '<details><summary>x</summary>\n\ntext\n\n</details>', '<!-- comment -->', 
  '-->', 'x <span id="setup">y</span>', '<br>', '<https://example.com>', 'me@example.com', '&copy; (c) 1/2 --> x', '<script>\n\nvar a;\n\n</script>',
  '{++added++} {--gone--}', ':smile: ^a^ ~b~ ==c==', '/// note | T\nbody\n///', '/// caption\nText\n///', '/// tab | A\nx\n///',
  '\ttabbed', '   three', '  two', '[link](page.md#x "t")', '[a]:b', 'Setup\n\n\n\n\nSetup', '<a name="x"></a>', '10. ten', '+ plus', '`open', '***both***',
];

/** What changes the reading of all that follows, and so would hide the rest if it were frequent. */
const DISTURBERS: readonly string[] = ['```', '<div>', '<!-- open', '{==over\n\nblocks==}', '{++ open', '///Footnotes Go Here///', 'a <b and c', '///', '<p id="a">'];

function randomPiece(random: Random): string {
  return pick(random, random() < 0.01 ? DISTURBERS : PIECES);
}

export function randomPage(random: Random, length: number): string {
  let text = '';
  for (let i = 0; i < length; i++) {
    text += randomPiece(random) + pick(random, ['\n\n', '\n\n', '\n\n', '\n', '\n\n\n']);
  }
  return text;
}

/** A text as one keystroke or one paste leaves it. */
export function randomEdit(random: Random, text: string): string {
  const at = Math.floor(random() * (text.length + 1));
  const kind = random();
  if (kind < 0.45) {
    return text.slice(0, at) + pick(random, [...'ab \n#*_-`[]()<>!"=:^~|{}1.']) + text.slice(at);
  }
  if (kind < 0.75) {
    return text.slice(0, at) + text.slice(at + 1 + Math.floor(random() * 3));
  }
  if (kind < 0.9) {
    const line = text.lastIndexOf('\n\n', at) + 2;
    return `${text.slice(0, line)}${randomPiece(random)}\n\n${text.slice(line)}`;
  }
  const end = text.indexOf('\n\n', at);
  return end < 0 ? text.slice(0, at) : text.slice(0, at) + text.slice(end);
}
