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
import { runInline } from './inline/runInline';
import { backslash, emoji, entity, inlineHtml, lineBreak } from './inline/signs';
import { smartSymbols } from './inline/smartSymbols';
import { isKnownLanguage } from './languages';
import type { DialectOptions } from './options';
import { PageParse } from './pageParse';
import { rewriteAlerts } from './preprocess/alerts';
import { rewriteCritic } from './preprocess/critic';
import { takeFences } from './preprocess/fences';
import { normalize } from './preprocess/normalize';
import { takeRawHtml } from './preprocess/rawHtml';
import { markAbbreviations } from './tree/abbreviations';
import { applyAttributeLists } from './tree/attributeLists';
import { markCode } from './tree/codeBlocks';
import { addBackLinks, addFootnotes } from './tree/footnotesDiv';
import { anchorHeadings, type Heading } from './tree/headings';
import { markTasks } from './tree/taskLists';

export interface ParsedPage {
  readonly root: Element;
  readonly page: PageParse;
  readonly headings: readonly Heading[];
}

/**
 * Reads a page in the dialect of mkdocs-techdocs-core 1.7.0: the steps of Python-Markdown 3.10 and its extensions, in the
 * order of their priorities there.
 * @param source without front matter, snippets filled in
 */
export function parsePage(source: Block, options: DialectOptions): ParsedPage {
  const page = new PageParse(options);
  const parser = new BlockParser(page);
  parser.rules = blockRules(parser);
  const text = takeRawHtml(takeFences(rewriteCritic(normalize(rewriteAlerts(source)), page), page), page.stash);
  const root = new Element('div');
  parser.parseChunk(root, text.trimEnd('\\n'));
  addFootnotes(root, parser);
  markCode(root);
  markTasks(root, page);
  const rules = rulesOf(options);
  runInline(root, rules.inline, page);
  addBackLinks(root, page.footnoteUses);
  applyAttributeLists(root);
  markAbbreviations(root, page.abbreviations);
  const headings = anchorHeadings(root, page);
  runInline(root, rules.symbols, page);
  return { root, page, headings };
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
    lineBreak(options.lineBreaks),
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
  ];
}

/** A text of a file as the parser takes it. @param firstLine where it begins in the file */
export function toSource(text: string, firstLine: number): Block {
  return Block.of(text.replace(/\r\n?/g, '\n'), firstLine);
}
