import { Block } from './block';
import { BlockParser, type BlockRule } from './blockParser';
import { admonition, contentTab, details } from './blocks/boxes';
import { definitionList } from './blocks/definitions';
import { footnoteDefinition } from './blocks/footnoteDefinitions';
import { hashHeading, underlinedHeading } from './blocks/headings';
import { indentedCode } from './blocks/indentedCode';
import { DEFINITION_INDENT, list, LIST_INDENT, listIndent } from './blocks/lists';
import { markdownInHtml } from './blocks/markdownInHtml';
import { emptyBlock, paragraph, quote, rule } from './blocks/plain';
import { abbreviation, reference } from './blocks/references';
import { slashBlock } from './blocks/slashBlocks';
import { table } from './blocks/tables';
import { Element } from './element';
import { codeSpan } from './inline/code';
import { emojiCodeOf } from './inline/emojiNames';
import { smartAsterisks, smartMark, smartPair, smartUnderscores } from './inline/emphasis';
import type { InlineRule } from './inline/inlineRule';
import { angledLink, angledMail, bareLink, bareMail, footnoteReference, inlineLink, referenceLink } from './inline/links';
import { keys } from './inline/keys';
import { runInline } from './inline/runInline';
import { backslash, emoji, entity, everyLineBreak, inlineHtml, lineBreak } from './inline/signs';
import { smartSymbols } from './inline/smartSymbols';
import { isKnownLanguage } from './languages';
import type { DialectOptions } from './options';
import { PageParse, type PageDefinitions, type ParseContext } from './pageParse';
import { rewriteAlerts } from './preprocess/alerts';
import { rewriteCritic } from './preprocess/critic';
import { takeFences } from './preprocess/fences';
import { normalize } from './preprocess/normalize';
import { takeRawHtml } from './preprocess/rawHtml';
import { markAbbreviations } from './tree/abbreviations';
import { applyAttributeLists } from './tree/attributeLists';
import { markCode } from './tree/codeBlocks';
import { addBackLinks, addFootnotes } from './tree/footnotesDiv';
import { anchorHeadings, type Anchors } from './tree/headings';
import { markTasks } from './tree/taskLists';

/** A part of a page whose blocks are known, and whose words are not read yet. */
export interface PartBlocks {
  readonly root: Element;
  readonly page: PageParse;
  /** Whether all HTML that begins in it also ends in it. */
  readonly isWhole: boolean;
}

/**
 * Reads the blocks of a page, or of a part of it that stands by itself (`page/splitPage.ts`), in the dialect of
 * mkdocs-techdocs-core 1.7.0: the steps of Python-Markdown 3.10 and its extensions, in the order of their priorities there.
 * @param source made ready by `prepare`
 */
export function parseBlocks(source: Block, context: ParseContext): PartBlocks {
  const page = new PageParse(context);
  const root = new Element('div');
  const { text, isWhole } = takeRawHtml(takeFences(rewriteCritic(source, page), page), page.stash);
  createParser(page).parseChunk(root, text.trimEnd('\\n'));
  return { root, page, isWhole };
}

/** The box with the footnotes that `page` holds, put where the tree says, or at its end. */
export function placeFootnotes(root: Element, page: PageParse): void {
  addFootnotes(root, createParser(page));
}

/**
 * Reads the words of a part.
 * @param uses how often each footnote is referred to on the page, asked when the words of this part are read
 */
export function readWords({ root, page }: Pick<PartBlocks, 'root' | 'page'>, definitions: PageDefinitions, uses: () => ReadonlyMap<string, number>): Anchors {
  page.definitions = definitions;
  markCode(root);
  markTasks(root, page);
  const rules = rulesOf(page.options);
  runInline(root, rules.inline, page);
  addBackLinks(root, uses);
  applyAttributeLists(root);
  markAbbreviations(root, definitions.abbreviations);
  const anchors = anchorHeadings(root, page);
  runInline(root, rules.symbols, page);
  return anchors;
}

/** What reads words last, for what is added to a page when the rest is done. */
export function readSymbols(root: Element, page: PageParse): void {
  runInline(root, rulesOf(page.options).symbols, page);
}

function createParser(page: PageParse): BlockParser {
  const parser = new BlockParser(page);
  parser.rules = blockRules(parser);
  return parser;
}

function blockRules(parser: BlockParser): readonly BlockRule[] {
  const { blocks, captions } = parser.page.options;
  return [
    ...(blocks ? [] : [admonition(parser), details(parser), contentTab(parser)]),
    markdownInHtml(parser),
    emptyBlock(),
    listIndent(parser, LIST_INDENT),
    ...(blocks || captions ? [slashBlock(parser)] : []),
    listIndent(parser, DEFINITION_INDENT),
    indentedCode(parser),
    table(parser),
    hashHeading(parser),
    underlinedHeading(parser),
    rule(parser),
    list(parser, 'ol'),
    list(parser, 'ul'),
    definitionList(parser),
    quote(parser),
    footnoteDefinition(parser),
    abbreviation(parser),
    reference(parser),
    paragraph(parser),
  ];
}

interface InlineRules {
  readonly inline: readonly InlineRule[];
  readonly symbols: readonly InlineRule[];
}

/** The rules hold expressions that are dear to compile; a site has one set of options for all of its pages. */
const RULES = new WeakMap<DialectOptions, InlineRules>();

function rulesOf(options: DialectOptions): InlineRules {
  const rules = RULES.get(options) ?? { inline: inlineRules(options), symbols: smartSymbols(options.symbolsOff) };
  RULES.set(options, rules);
  return rules;
}

function inlineRules(options: DialectOptions): readonly InlineRule[] {
  return [
    codeSpan((language) => `language-${isKnownLanguage(language) ? language : 'text'} highlight`),
    ...(options.keys ? [keys(options.keys)] : []),
    backslash(),
    footnoteReference(),
    referenceLink('link', false),
    inlineLink('link'),
    inlineLink('image'),
    referenceLink('image', false),
    referenceLink('link', true),
    referenceLink('image', true),
    angledLink(),
    angledMail(),
    lineBreak(),
    inlineHtml(),
    bareLink(),
    bareMail(),
    entity(),
    emoji(emojiCodeOf),
    smartPair('^', 'ins', 'sup'),
    smartMark(),
    smartPair('~', 'del', 'sub'),
    smartAsterisks(),
    smartUnderscores(),
    ...(options.lineBreaks ? [everyLineBreak()] : []),
  ];
}

/** A text of a file as lines. @param firstLine where it begins in the file */
export function toSource(text: string, firstLine: number): Block {
  return Block.of(text.replace(/\r\n?/g, '\n'), firstLine);
}

/** What is done to all of a page before it is parsed. */
export function prepare(source: Block): Block {
  return normalize(rewriteAlerts(source));
}
