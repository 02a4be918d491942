import hljs from 'highlight.js/lib/common';

/** Colours the code blocks below an element. Marked lines keep their mark; a language that is not known stays plain. */
export function highlightCode(root: Element): void {
  const blocks = [...(root.matches('.highlight') ? [root] : []), ...root.querySelectorAll('.highlight')];
  for (const block of blocks) {
    const code = block.matches('code') ? block : block.querySelector('code');
    const language = [...block.classList].find((name) => name.startsWith('language-'))?.slice('language-'.length);
    if (code && language && language !== 'text' && hljs.getLanguage(language)) {
      const marked = markedLines(code);
      const { value } = hljs.highlight(code.textContent ?? '', { language, ignoreIllegals: true });
      // The highlighter's output is text of ours with `span` elements of its own around it.
      code.innerHTML = marked.size === 0 ? value : splitLines(value).map((line, i) => (marked.has(i) ? `<span class="hll">${line}\n</span>` : `${line}\n`)).join('');
    }
  }
}

function markedLines(code: Element): ReadonlySet<number> {
  const marked = new Set<number>();
  let line = 0;
  for (const node of code.childNodes) {
    const breaks = (node.textContent ?? '').split('\n').length - 1;
    if (node instanceof Element && node.classList.contains('hll')) {
      marked.add(line);
    }
    line += breaks;
  }
  return marked;
}

/** Cuts highlighted markup at line breaks, closing what is open and opening it again on the next line. */
function splitLines(html: string): string[] {
  const open: string[] = [];
  return html
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => {
      const before = open.join('');
      for (const [tag] of line.matchAll(/<span[^>]*>|<\/span>/g)) {
        if (tag === '</span>') {
          open.pop();
        } else {
          open.push(tag);
        }
      }
      return before + line + '</span>'.repeat(open.length);
    });
}
