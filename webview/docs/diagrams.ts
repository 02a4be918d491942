import createDOMPurify from 'dompurify';
import { element } from '../shared/element';
import type { Chunks } from './lazy/chunks';

export interface Diagrams {
  /** Draws what is a diagram or formula in an element of the article that was just put there. */
  prepare(root: Element): void;
  /** Draws all of them again, as in the colours of another theme. */
  repaint(): void;
  /** Whether Mermaid diagrams are drawn, or shown as their source. */
  enableMermaid(enabled: boolean): void;
}

export interface DiagramOptions {
  readonly article: HTMLElement;
  readonly load: <N extends keyof Chunks>(name: N) => Promise<Chunks[N]>;
  /** Lets a style sheet of ours count. */
  readonly nonce: string;
  /** Renders a Graphviz source to SVG text in the host, where its WebAssembly may run. */
  readonly graphviz: (source: string, engine: string) => Promise<string>;
}

/** Blocks that may be Mermaid: the portal's highlighter knows no such language and calls them text. */
const MERMAID = '.highlight.language-mermaid, .highlight.language-text, pre.mermaid';
/** How a diagram begins, after comments and settings: the addons of portals tell it from other text so, too. */
const DIAGRAM =
  /^\s*(?:---\s[\s\S]*?\n---\s*|%%[^\n]*\n\s*)*(?:(?:graph|flowchart(?:-elk)?)\s+(?:TB|TD|BT|LR|RL)\b|(?:sequenceDiagram|classDiagram(?:-v2)?|stateDiagram(?:-v2)?|erDiagram|journey|gantt|pie|quadrantChart|requirementDiagram|gitGraph:?|C4(?:Context|Container|Component|Dynamic|Deployment)|mindmap|timeline|sankey(?:-beta)?|xychart(?:-beta)?|block(?:-beta)?|packet(?:-beta)?|kanban|architecture(?:-beta)?|radar-beta|treemap(?:-beta)?)\s*(?:\n|$|showData|title\b|horizontal\b))/;

/** Diagrams and formulas of the article. The scripts that draw them are loaded by the first page that has one. */
export function createDiagrams({ article, load, nonce, graphviz }: DiagramOptions): Diagrams {
  const purify = createDOMPurify(window);
  let mermaid = true;
  let count = 0;
  /** Height of the drawing made last, so that the page does not jump while the next one is made. */
  let height = 0;

  const drawMermaid = async (block: Element): Promise<void> => {
    const source = (block.querySelector('code') ?? block).textContent ?? '';
    if (block.classList.contains('language-text') && !DIAGRAM.test(source)) {
      return;
    }
    const look = document.body.classList;
    const style = getComputedStyle(document.body);
    await drawInto(block, async () => {
      const chunk = await load('mermaid');
      const dark = look.contains('vscode-dark') || (look.contains('vscode-high-contrast') && !look.contains('vscode-high-contrast-light'));
      return chunk.draw(source, `mermaid-${++count}`, { dark, contrast: look.contains('vscode-high-contrast'), font: style.fontFamily, nonce });
    });
  };
  const drawGraphviz = (block: Element): Promise<void> => {
    const engine = block.getAttribute('data-graphviz') ?? 'dot';
    return drawInto(block, () => graphviz((block.querySelector('code') ?? block).textContent ?? '', engine));
  };
  const drawInto = async (block: Element, draw: () => Promise<string>): Promise<void> => {
    block.querySelectorAll(':scope > .diagram-note').forEach((note) => note.remove());
    block.classList.add('is-drawing');
    if (block instanceof HTMLElement && height > 0) {
      block.style.minHeight = `${height}px`;
    }
    try {
      const figure = toFigure(purify, await draw(), nonce);
      block.querySelectorAll(':scope > .diagram').forEach((old) => old.remove());
      block.append(figure);
      block.classList.add('is-diagram');
      height = figure.offsetHeight;
    } catch (error) {
      block.classList.remove('is-diagram');
      block.prepend(element('p', { class: 'diagram-note', role: 'note' }, `This diagram cannot be drawn, so its source is shown. ${firstLine(error)}`));
    }
    block.classList.remove('is-drawing');
    if (block instanceof HTMLElement) {
      block.style.minHeight = '';
    }
  };
  const setMath = async (formula: Element): Promise<void> => {
    const [, open, source = ''] = /^\s*\\([([])([\s\S]*)\\[)\]]\s*$/.exec(formula.textContent ?? '') ?? [];
    if (open !== undefined) {
      const chunk = await load('math');
      const text = purify.sanitize(chunk.set(source, open === '['), { USE_PROFILES: { mathMl: true, html: true }, FORBID_TAGS: ['style', 'a', 'img'], RETURN_DOM_FRAGMENT: true });
      formula.replaceChildren(text);
    }
  };
  const all = (root: Element, selector: string): readonly Element[] => [...(root.matches(selector) ? [root] : []), ...root.querySelectorAll(selector)];
  const draw = (root: Element): void => {
    if (mermaid) {
      all(root, MERMAID).forEach((block) => void drawMermaid(block));
    }
    all(root, '[data-graphviz]').forEach((block) => void drawGraphviz(block));
  };
  return {
    prepare: (root) => {
      draw(root);
      for (const formula of all(root, '.arithmatex')) {
        // Its source stays where it cannot be set.
        setMath(formula).catch((error: unknown) => formula.setAttribute('title', firstLine(error)));
      }
    },
    repaint: () => draw(article),
    enableMermaid: (enabled) => {
      if (enabled !== mermaid) {
        mermaid = enabled;
        for (const block of all(article, MERMAID)) {
          block.classList.remove('is-diagram');
          block.querySelectorAll(':scope > .diagram').forEach((old) => old.remove());
        }
        draw(article);
      }
    },
  };
}

/** Only shapes and texts of a drawing are shown; its style sheet counts by the nonce and may fetch nothing. */
function toFigure(purify: ReturnType<typeof createDOMPurify>, svg: string, nonce: string): HTMLElement {
  const drawing = new DOMParser().parseFromString(svg, 'text/html').querySelector('svg');
  if (!drawing) {
    throw new Error('What was drawn is no picture.');
  }
  const css = [...drawing.querySelectorAll('style')].map(({ textContent }) => textContent ?? '').join('\n');
  const content = purify.sanitize(svg, { USE_PROFILES: { svg: true, svgFilters: true }, FORBID_TAGS: ['style', 'a', 'image', 'foreignObject', 'animate', 'set'], RETURN_DOM_FRAGMENT: true });
  for (const node of content.querySelectorAll('*')) {
    if (/url\s*\(\s*['"]?(?!#)|image|\\|@/i.test(node.getAttribute('style') ?? '')) {
      node.removeAttribute('style');
    }
  }
  const figure = element('figure', { class: 'diagram' });
  if (css !== '') {
    const style = element('style');
    style.nonce = nonce;
    style.textContent = css.replace(/@import[^;]*;?/gi, '').replace(/url\s*\(\s*['"]?(?!#)[^)]*\)/gi, 'none');
    figure.append(style);
  }
  figure.append(content);
  return figure;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
