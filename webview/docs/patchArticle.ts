import type { BlockPatch, RenderedBlock } from '../../src/protocol/docs';

export interface Article {
  /** Shows another page. */
  show(blocks: readonly RenderedBlock[]): void;
  /** Changes the page that is shown: what stays is not touched, so that folds stay open, chosen tabs chosen and pictures loaded. */
  patch(patch: BlockPatch): void;
}

interface ShownBlock {
  readonly nodes: readonly ChildNode[];
  readonly line: number;
}

/**
 * Puts blocks into an article. Each element at its top says in `data-base` on which line of the file its block begins; the `data-line` of
 * those inside count from there.
 * @param sanitize makes foreign HTML fit to be shown
 * @param prepare called for each new element at the top, once it is in place
 */
export function createArticle(article: HTMLElement, sanitize: (html: string) => DocumentFragment, prepare: (element: Element) => void): Article {
  let shown: readonly ShownBlock[] = [];
  const insert = (blocks: readonly RenderedBlock[], before: ChildNode | null): readonly ShownBlock[] => {
    const made = blocks.map(({ html, line }): ShownBlock & { readonly content: DocumentFragment } => {
      const content = sanitize(html);
      return { nodes: [...content.childNodes], line, content };
    });
    const all = document.createDocumentFragment();
    made.forEach(({ content }) => all.append(content));
    article.insertBefore(all, before);
    for (const { nodes, line } of made) {
      for (const node of nodes) {
        if (node instanceof Element) {
          node.setAttribute('data-base', String(line));
          prepare(node);
        }
      }
    }
    return made;
  };
  return {
    show: (blocks) => {
      article.replaceChildren();
      shown = insert(blocks, null);
    },
    patch: ({ start, deleted, inserted, lines }) => {
      const behind = shown.slice(start + deleted);
      const next = behind.flatMap(({ nodes }) => nodes)[0] ?? null;
      shown.slice(start, start + deleted).forEach(({ nodes }) => nodes.forEach((node) => node.remove()));
      const fresh = insert(inserted, next);
      shown = [...shown.slice(0, start), ...fresh, ...behind].map((block, i) => moveTo(block, lines[i] ?? block.line));
    },
  };
}

/** Lines move when something above them changes. */
function moveTo(block: ShownBlock, line: number): ShownBlock {
  if (line === block.line) {
    return block;
  }
  for (const node of block.nodes) {
    if (node instanceof Element) {
      node.setAttribute('data-base', String(line));
    }
  }
  return { nodes: block.nodes, line };
}
