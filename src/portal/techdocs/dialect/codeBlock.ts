import type { CodeBlock } from './element';
import { isKnownLanguage } from './languages';
import type { DialectOptions } from './options';
import { escapeCode, STASHED_ALL } from './placeholders';

export interface CodeContext {
  readonly options: DialectOptions;
  /** How many code blocks there were before this one. */
  readonly index: number;
  /** HTML of what stands in the code as a placeholder, such as marks of an editor's changes. */
  readonly restore: (placeholder: string) => string;
  /** Further attributes of the outermost element, written. */
  readonly extra: string;
}

/**
 * Code in Material's form. It is plain text here; whoever shows it colours it. Source: pymdownx.superfences and
 * pymdownx.highlight with `pygments_lang_class`.
 */
export function renderCode(code: CodeBlock, context: CodeContext): string {
  const custom = context.options.customFences.find(({ name }) => name === code.language);
  return custom ? renderCustom(code, custom.className, context) : renderHighlighted(code, context);
}

/** Source: `fence_code_format`. */
function renderCustom(code: CodeBlock, className: string, context: CodeContext): string {
  const classes = [className, ...code.classes].map(escapeAttribute).join(' ');
  const id = code.id === undefined ? '' : ` id="${escapeAttribute(code.id)}"`;
  const attributes = [...code.attributes].map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`).join('');
  return `<pre${id} class="${classes}"${attributes}${context.extra}><code>${toHtml(code.source, context)}</code></pre>`;
}

function renderHighlighted(code: CodeBlock, context: CodeContext): string {
  const { highlight } = context.options;
  const language = isKnownLanguage(code.language) ? code.language : 'text';
  const classes = [`language-${language}`, ...code.classes, 'highlight'].map(escapeAttribute).join(' ');
  const id = code.id === undefined ? '' : ` id="${escapeAttribute(code.id)}"`;
  const data = [...code.attributes].filter(([name]) => name.startsWith('data-')).map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`).join('');
  const lines = toLines(code.source);
  const numbered = highlight.lineNumbers === true ? code.firstNumber !== 0 : highlight.lineNumbers === undefined ? (code.firstNumber ?? 0) > 0 : false;
  const open = `<div${id} class="${classes}"${data}${context.extra}>`;
  const anchors = highlight.anchorLineNumbers ? `__codelineno-${context.index}` : undefined;
  const first = code.firstNumber ?? 1;
  const width = String(first + lines.length - 1).length;
  const isInline = numbered && highlight.style === 'inline';
  const body = lines.map((line, i) => toLine(line, i, code, anchors, isInline ? toInlineNumber(i + first, width, code) : '', context)).join('');
  if (!numbered || highlight.style !== 'table') {
    const title = code.title ? `<span class="filename">${escapeCode(code.title)}</span>` : '';
    return `${open}${title}<pre><span></span><code>${body}</code></pre></div>`;
  }
  const numbers = lines.map((_line, i) => toNumber(i + first, i + 1, width, code, anchors)).join('\n');
  const title = code.title ? `<tr><th colspan="2" class="filename"><span class="filename">${escapeCode(code.title)}</span></th></tr>` : '';
  return (
    `${open}<table class="highlighttable">${title}<tr><td class="linenos"><div class="linenodiv"><pre><span></span>${numbers}</pre></div></td>` +
    `<td class="code"><div><pre><span></span><code>${body}</code></pre></div></td></tr></table></div>`
  );
}

/** Lexers strip line breaks at both ends. */
function toLines(source: string): readonly string[] {
  return source.replace(/^\n+/, '').replace(/\n+$/, '').split('\n');
}

function toLine(line: string, index: number, code: CodeBlock, anchors: string | undefined, number: string, context: CodeContext): string {
  const name = anchors === undefined ? '' : `${anchors}-${index + 1}`;
  const anchor = anchors === undefined ? '' : `<a id="${name}" name="${name}"${context.options.highlight.anchorLineNumbers ? ` href="#${name}"` : ''}></a>`;
  const text = `${anchor}${number}${toHtml(line, context)}\n`;
  return code.marked.has(index + 1) ? `<span class="hll">${text}</span>` : text;
}

/** Numbers stand right below one another. Source: `_wrap_tablelinenos` of Pygments' HtmlFormatter. */
function toNumber(number: number, line: number, width: number, code: CodeBlock, anchors: string | undefined): string {
  const text = writtenNumber(number, width, code);
  const shown = anchors === undefined || text.trim() === '' ? text : `<a href="#${anchors}-${line}">${text}</a>`;
  return `<span class="${isSpecial(number, code) ? 'special' : 'normal'}">${shown}</span>`;
}

/** Source: `_wrap_inlinelinenos` of Pygments' HtmlFormatter. */
function toInlineNumber(number: number, width: number, code: CodeBlock): string {
  return `<span class="linenos${isSpecial(number, code) ? ' special' : ''}">${writtenNumber(number, width, code)}</span>`;
}

function writtenNumber(number: number, width: number, code: CodeBlock): string {
  return (number % code.step === 0 ? String(number) : '').padStart(width);
}

function isSpecial(number: number, code: CodeBlock): boolean {
  return code.special > 0 && number % code.special === 0;
}

function toHtml(text: string, { restore }: CodeContext): string {
  return escapeCode(text).replace(STASHED_ALL, (placeholder) => restore(placeholder));
}

function escapeAttribute(text: string): string {
  return escapeCode(text).replace(/"/g, '&quot;');
}
