import { Block } from '../block';
import { TAB } from '../blockParser';
import { ETX, STX } from '../placeholders';

/** One kind of line break, no tabs, no blanks in empty lines, none of the signs that placeholders are made of. Source: `NormalizeWhitespace`. */
export function normalize(source: Block): Block {
  const rows = source.rows().map((row) => {
    const text = expandTabs(row.text.replaceAll(STX, '').replaceAll(ETX, ''));
    return new Block(/^ +$/.test(text) ? '' : text, row.lines);
  });
  const end = source.lines.at(-1) ?? 0;
  return Block.ofLines([...rows, new Block('', [end]), new Block('', [end])]);
}

function expandTabs(text: string): string {
  if (!text.includes('\t')) {
    return text;
  }
  const [first = '', ...rest] = text.split('\t');
  return rest.reduce((before, part) => before + ' '.repeat(TAB - (Array.from(before).length % TAB)) + part, first);
}
