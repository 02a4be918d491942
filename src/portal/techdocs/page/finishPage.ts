import { Element } from '../dialect/element';
import type { DialectOptions } from '../dialect/options';
import { PageParse, type FootnoteUse, type PageDefinitions } from '../dialect/pageParse';
import { readSymbols } from '../dialect/parsePage';
import { escapeCode, PENDING } from '../dialect/placeholders';
import { toTocList, type Heading } from '../dialect/tree/headings';
import { takeId } from '../dialect/tree/slugify';
import type { ParsedPart, PartWriter, WrittenLink, WrittenPart } from './pagePart';
import { anchorsIn, withFileLines, type RenderedBlock, type RenderedPage } from './renderedPage';

export interface PlacedPart {
  readonly part: Pick<ParsedPart, 'finished'>;
  readonly written: WrittenPart;
  readonly line: number;
}

export interface PageParts {
  readonly parts: readonly PlacedPart[];
  /** The box with the footnotes, at the end. */
  readonly footnotes?: Omit<PlacedPart, 'part'>;
  readonly title: string;
  readonly options: DialectOptions;
  readonly definitions: PageDefinitions;
  readonly writer: PartWriter;
}

/** Puts the parts of a page together, and in place what only all of them decide: ids of headings, numbers of footnotes, lists of headings. */
export function finishPage({ parts, footnotes, title, options, definitions, writer }: PageParts): RenderedPage {
  const all: readonly PlacedPart[] = footnotes ? [...parts, { part: { finished: undefined }, ...footnotes }] : parts;
  const headings = nameHeadings(all);
  const toc = headings.flat().filter(({ isListed }) => isListed).map(({ id, title: text, level, line }): Heading => ({ id, title: text, level, line }));
  const uses = numberUses(all);
  const numbers = new Map([...definitions.footnotes.keys()].map((id, i) => [id, i + 1]));
  const tocAt = (line: number): string => {
    const page = new PageParse({ options });
    const root = new Element('div');
    const list = toTocList(toc, options.toc.title);
    list.map = line < 0 ? undefined : [line, line + 1];
    root.children.push(list);
    readSymbols(root, page);
    return writer.write(root, page, () => {});
  };
  const blocks = all.map(({ part, written, line }, i): RenderedBlock => {
    const valueOf = (kind: string, index: number): string => {
      switch (kind) {
        case 'heading':
          return headings[i]?.[index]?.id ?? '';
        case 'use':
          return (uses[i]?.[index] ?? 1) > 1 ? String(uses[i]?.[index]) : '';
        case 'footnote':
          return String(numbers.get(written.uses[index]?.id ?? '') ?? 0);
        default:
          return tocAt(index);
      }
    };
    return { html: fillIn(part, written.html, valueOf), line };
  });
  const withTitle = blocks.some(({ html }) => html.includes('<h1')) ? blocks : [{ html: `<h1>${escapeCode(title).replace(/"/g, '&quot;')}</h1>\n`, line: 0 }, ...blocks];
  return new Page(withTitle.filter(({ html }) => html !== ''), toc, all.flatMap(({ written, line }) => written.links.map((link) => toFile(link, line))));
}

class Page implements RenderedPage {
  readonly blocks: readonly RenderedBlock[];
  readonly toc: readonly Heading[];
  readonly links: readonly WrittenLink[];

  constructor(blocks: readonly RenderedBlock[], toc: readonly Heading[], links: readonly WrittenLink[]) {
    this.blocks = blocks;
    this.toc = toc;
    this.links = links;
  }

  get html(): string {
    return this.blocks.map(withFileLines).join('');
  }

  get anchors(): ReadonlySet<string> {
    return anchorsIn(this.blocks.map(({ html }) => html).join(''));
  }
}

function toFile(link: WrittenLink, line: number): WrittenLink {
  return { ...link, lines: [link.lines[0] + line, link.lines[1] + line] };
}

/** Ids that are made of texts are those that no element and no heading before has. */
function nameHeadings(parts: readonly PlacedPart[]): readonly (readonly (Heading & { readonly isListed: boolean })[])[] {
  const taken = new Set(parts.flatMap(({ written }) => written.ids));
  return parts.map(({ written, line }) => written.headings.map((heading) => ({ ...heading, id: heading.id === '' ? takeId(heading.slug, taken) : heading.id, line: heading.line + line })));
}

/** The how-manieth use of its footnote each one is: texts at the top are read first, then those inside them, the last part first. */
function numberUses(parts: readonly PlacedPart[]): readonly (readonly number[])[] {
  const counts = new Map<string, number>();
  const numbers = parts.map(({ written }) => new Array<number>(written.uses.length).fill(1));
  const count = (part: number, isTop: boolean): void => {
    (parts[part]?.written.uses ?? []).forEach((use: FootnoteUse, i) => {
      const own = numbers[part];
      if (use.isTop === isTop && own) {
        own[i] = (counts.get(use.id) ?? 0) + 1;
        counts.set(use.id, own[i]);
      }
    });
  };
  parts.forEach((_part, i) => count(i, true));
  parts.forEach((_part, i) => count(parts.length - 1 - i, false));
  return numbers;
}

function fillIn(part: Pick<ParsedPart, 'finished'>, html: string, valueOf: (kind: string, index: number) => string): string {
  if (!html.includes('\u0002')) {
    return html;
  }
  const values: string[] = [];
  for (const [, kind = '', index] of html.matchAll(PENDING)) {
    values.push(valueOf(kind, Number(index)));
  }
  const key = JSON.stringify(values);
  if (part.finished?.values !== key) {
    let at = 0;
    part.finished = { values: key, html: html.replace(PENDING, () => values[at++] ?? '') };
  }
  return part.finished.html;
}
