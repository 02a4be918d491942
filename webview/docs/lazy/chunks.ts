/** What draws Mermaid diagrams; a script of its own, as it is larger than all else here. */
export interface MermaidChunk {
  /**
   * A diagram as SVG text with a `<style>` in it that counts below `#id` only. Foreign content: sanitize before showing.
   * @param nonce lets the style sheet count with which the drawing is measured
   * @throws where the source is no diagram
   */
  draw(source: string, id: string, look: { readonly dark: boolean; readonly contrast: boolean; readonly font: string; readonly nonce: string }): Promise<string>;
}

/** What sets formulas. */
export interface MathChunk {
  /** A formula as MathML text. Foreign content: sanitize before showing. What cannot be set is shown in red, as KaTeX does. */
  set(source: string, display: boolean): string;
}

export interface Chunks {
  readonly mermaid: MermaidChunk;
  readonly math: MathChunk;
}

const PLACE = 'stagedoorDocsChunks';

/** A chunk's script calls this with what it has. */
export function offerChunk<N extends keyof Chunks>(name: N, chunk: Chunks[N]): void {
  const offered: unknown = Reflect.get(globalThis, PLACE);
  Reflect.set(globalThis, PLACE, { ...(typeof offered === 'object' ? offered : {}), [name]: chunk });
}

/**
 * Loads the parts of the panel that only some pages need, once each. They lie beside the panel's own script; dynamic imports would not
 * be let by the policy's nonce.
 * @param own the address of the panel's script, `…/docs.js`
 */
export function createChunkLoader(own: string, nonce: string): <N extends keyof Chunks>(name: N) => Promise<Chunks[N]> {
  const loading = new Map<keyof Chunks, Promise<void>>();
  const load = (name: keyof Chunks): Promise<void> =>
    new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.nonce = nonce;
      script.src = own.replace(/([^/]*)\.js(\?.*)?$/, `$1-${name}.js$2`);
      script.addEventListener('load', () => resolve());
      script.addEventListener('error', () => {
        loading.delete(name); // the next page tries again
        reject(new Error(`${script.src} could not be loaded.`));
      });
      document.head.append(script);
    });
  return async (name) => {
    const running = loading.get(name) ?? load(name);
    loading.set(name, running);
    await running;
    // Written by `offerChunk` alone: names of elements do not reach properties that are set.
    const offered = Reflect.get(globalThis, PLACE) as Partial<Chunks> | undefined;
    const chunk = offered?.[name];
    if (!chunk) {
      throw new Error(`The part ${name} of the docs panel did not start.`);
    }
    return chunk;
  };
}
