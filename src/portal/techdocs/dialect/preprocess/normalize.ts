import { Block } from '../block';
import { TAB } from '../blockParser';
import { ETX, STX } from '../placeholders';

/** One kind of line break, no tabs, no blanks in empty lines, none of the signs that placeholders are made of. Source: `NormalizeWhitespace`. */
export function normalize(source: Block): Block {
  const clean = source.text.includes(STX) || source.text.includes(ETX) ? source.text.replaceAll(STX, '').replaceAll(ETX, '') : source.text;
  const spread = clean.includes('\t') ? clean.split('\n').map(expandTabs).join('\n') : clean;
  const end = source.lines.at(-1) ?? 0;
  return new Block(`${spread.replace(/\n +$/gm, '\n')}\n\n`, [...source.lines, end, end]);
}

function expandTabs(text: string): string {
  if (!text.includes('\t')) {
    return text;
  }
  const [first = '', ...rest] = text.split('\t');
  return rest.reduce((before, part) => before + ' '.repeat(TAB - (Array.from(before).length % TAB)) + part, first);
}
