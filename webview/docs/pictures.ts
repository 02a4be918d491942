/** Fills in the pictures that the host resolves. Each source is asked for once, until `clear`. */
export function createPictures(ask: (source: string) => Promise<string>): { fill(root: Element): void; clear(): void } {
  const known = new Map<string, Promise<string>>();
  return {
    fill: (root) => {
      for (const picture of [...(root instanceof HTMLImageElement && root.matches('[data-source]') ? [root] : []), ...root.querySelectorAll<HTMLImageElement>('img[data-source]')]) {
        const source = picture.dataset['source'] ?? '';
        const address = known.get(source) ?? ask(source);
        known.set(source, address);
        address.then(
          (url) => {
            picture.src = url;
          },
          (error: unknown) => {
            picture.classList.add('missing');
            picture.title = error instanceof Error ? error.message : String(error);
            picture.alt ||= source;
          },
        );
      }
    },
    clear: () => known.clear(),
  };
}
