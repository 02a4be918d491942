/**
 * Puts new content into an article and leaves in place what has not changed, so that folds stay open, chosen tabs stay
 * chosen, and only what was edited is painted again.
 * @param prepare called for each new top-level element before it is shown
 */
export function createArticle(article: HTMLElement, prepare: (element: Element) => void): { show(content: DocumentFragment): void } {
  /** The markup of each node as it came, before `prepare`. */
  let shown: { readonly key: string; readonly node: ChildNode }[] = [];
  return {
    show: (content) => {
      const next = [...content.childNodes].map((node) => ({ key: toKey(node), node }));
      const lastPair = Math.min(shown.length, next.length);
      let start = 0;
      while (start < lastPair && shown[start]?.key === next[start]?.key) {
        start++;
      }
      let end = 0;
      while (end < lastPair - start && shown.at(-1 - end)?.key === next.at(-1 - end)?.key) {
        end++;
      }
      const fresh = next.slice(start, next.length - end);
      const after = shown[shown.length - end]?.node ?? null;
      shown.slice(start, shown.length - end).forEach(({ node }) => node.remove());
      for (const { node } of fresh) {
        article.insertBefore(node, after);
        if (node instanceof Element) {
          prepare(node);
        }
      }
      // Lines move when something above them changes; the kept nodes take over the new numbers.
      const kept = [...next.slice(0, start).map(({ node }, i) => [shown[i]?.node, node] as const), ...next.slice(next.length - end).map(({ node }, i) => [shown[shown.length - end + i]?.node, node] as const)];
      kept.forEach(([old, now]) => copyLines(old, now));
      shown = [...shown.slice(0, start), ...fresh, ...shown.slice(shown.length - end)];
    },
  };
}

function toKey(node: ChildNode): string {
  return node instanceof Element ? node.outerHTML.replace(/ data-line="\d+"/g, '') : `#${node.nodeType}${node.textContent ?? ''}`;
}

function copyLines(old: ChildNode | undefined, now: ChildNode): void {
  if (!(old instanceof Element) || !(now instanceof Element)) {
    return;
  }
  const [targets, sources] = [old, now].map((node) => [...(node.hasAttribute('data-line') ? [node] : []), ...node.querySelectorAll('[data-line]')]);
  targets?.forEach((target, i) => target.setAttribute('data-line', sources?.[i]?.getAttribute('data-line') ?? ''));
}
