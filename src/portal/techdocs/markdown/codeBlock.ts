import type { MarkdownIt, Renderer, Token } from 'markdown-it';
import { readAttributes } from './attributeList';
import { LANGUAGES } from './languages';
import { contextOf } from './pageContext';

interface CodeOptions {
  readonly language: string;
  readonly classes: readonly string[];
  readonly title: string | undefined;
  readonly firstNumber: number;
  readonly marked: ReadonlySet<number>;
}

/**
 * Fenced and indented code in Material's form: a table with line numbers. The code is plain text here; whoever shows it
 * colours it. Source: pymdownx.superfences and pymdownx.highlight with `linenums: true, pygments_lang_class: true`.
 */
export function codeBlock(md: MarkdownIt): void {
  md.renderer.rules['fence'] = (tokens, i, _options, env, renderer) => renderCode(tokens[i], readOptions(tokens[i]?.info ?? ''), env, renderer, md);
  md.renderer.rules['code_block'] = (tokens, i, _options, env, renderer) => renderCode(tokens[i], readOptions(''), env, renderer, md);
}

function readOptions(info: string): CodeOptions {
  const text = info.trim();
  const braces = /^\{(.*)\}$/.exec(text);
  const [, word = '', rest = ''] = braces ? [] : (/^([\w#.+-]*)(.*)$/s.exec(text) ?? []);
  const attributes = readAttributes(braces?.[1] ?? rest);
  const classes = attributes.flatMap(([name, value]) => (name === 'class' ? [value] : []));
  const valueOf = (name: string): string | undefined => attributes.find(([key]) => key === name)?.[1];
  const wanted = (word || classes.shift() || '').toLowerCase();
  return {
    language: LANGUAGES.has(wanted) ? wanted : 'text',
    classes,
    title: valueOf('title'),
    firstNumber: Number.parseInt(valueOf('linenums') ?? '1', 10) || 1,
    marked: readLines(valueOf('hl_lines') ?? ''),
  };
}

/** `1 3-4` → 1, 3, 4. */
function readLines(text: string): ReadonlySet<number> {
  const lines = new Set<number>();
  for (const [, from = '', to = from] of text.matchAll(/(\d+)(?:-(\d+))?/g)) {
    for (let line = Number(from); line <= Math.min(Number(to), Number(from) + 10_000); line++) {
      lines.add(line);
    }
  }
  return lines;
}

function renderCode(token: Token | undefined, options: CodeOptions, env: Parameters<typeof contextOf>[0], _renderer: Renderer, md: MarkdownIt): string {
  const escape = md.utils.escapeHtml;
  const text = (token?.content ?? '').replace(/^\n+|\n+$/g, '');
  const lines = text.split('\n');
  const numbers = lines.map((_line, i) => `<span class="normal">${i + options.firstNumber}</span>`).join('\n');
  const code = lines.map((line, i) => (options.marked.has(i + 1) ? `<span class="hll">${escape(line)}\n</span>` : `${escape(line)}\n`)).join('');
  const title = options.title ? `<tr><th colspan="2" class="filename"><span class="filename">${escape(options.title)}</span></th></tr>` : '';
  const classes = [`language-${options.language}`, ...options.classes, 'highlight'].map(escape).join(' ');
  const context = contextOf(env);
  const line = context.withLines && token?.map ? ` data-line="${token.map[0] + context.firstLine}"` : '';
  return (
    `<div class="${classes}"${line}><table class="highlighttable">${title}<tr><td class="linenos"><div class="linenodiv"><pre><span></span>${numbers}</pre></div></td>` +
    `<td class="code"><div><pre><span></span><code>${code}</code></pre></div></td></tr></table></div>\n`
  );
}
