import { full as emoji } from 'markdown-it-emoji';
import createMarkdownIt, { type MarkdownIt } from 'markdown-it';
import abbreviations from 'markdown-it-abbr';
import definitionLists from 'markdown-it-deflist';
import { admonition } from './admonition';
import { attributeList } from './attributeList';
import { codeBlock } from './codeBlock';
import { contentTabs } from './contentTabs';
import { details } from './details';
import { footnotes } from './footnotes';
import { gitHubAlerts } from './gitHubAlerts';
import { headingAnchors } from './headingAnchors';
import { inlineCode } from './inlineCode';
import { inlineMarks } from './inlineMarks';
import { linkTargets } from './linkTargets';
import { smartEmphasis } from './smartEmphasis';
import { smartSymbols } from './smartSymbols';
import { sourceLines } from './sourceLines';
import { taskLists } from './taskLists';
import { tocMarker } from './tocMarker';

/**
 * The parser of TechDocs' Markdown: markdown-it with a rule a file for what mkdocs-techdocs-core 1.7.0 switches on. Its
 * HTML is that of MkDocs with Material, before the reader's sanitizer: whoever shows it must sanitize it.
 */
export function createMarkdown(): MarkdownIt {
  const md = createMarkdownIt({ html: true, xhtmlOut: true, linkify: true, typographer: false });
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: true, fuzzyIP: false });
  for (const rule of [
    attributeList,
    headingAnchors,
    tocMarker,
    admonition,
    details,
    contentTabs,
    gitHubAlerts,
    codeBlock,
    inlineCode,
    smartEmphasis,
    inlineMarks,
    footnotes,
    definitionLists,
    abbreviations,
    emoji,
    taskLists,
    smartSymbols,
    linkTargets,
    sourceLines,
  ]) {
    md.use(rule);
  }
  md.renderer.rules['ordered_list_open'] = (tokens, i, options, _env, renderer) => {
    const token = tokens[i];
    if (token?.attrs) {
      token.attrs = token.attrs.filter(([name]) => name !== 'start'); // lists always count from 1 there
    }
    return renderer.renderToken(tokens, i, options);
  };
  return md;
}
