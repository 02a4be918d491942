import type { DocsService, LiveDoc } from '../../portal/techdocs/docsService';
import { diffBlocks, type BlockPatch, type RenderedBlock, type RenderedPage } from '../../portal/techdocs/page/renderedPage';
import type { DocsSite } from '../../portal/techdocs/site/docsSite';

export interface LiveResult {
  readonly rendered: RenderedPage;
  /** Counts what was sent; a patch is for the version before. */
  readonly version: number;
  /** What changed against what the panel shows; `undefined` where all of it must be sent. */
  readonly patch: BlockPatch | undefined;
}

/** Renders the page that a panel shows, and knows what the panel has of it. */
export class LivePages {
  readonly #service: Pick<DocsService, 'live'>;
  #live: { readonly site: DocsSite; readonly path: string; readonly page: LiveDoc } | undefined;
  #sent: { readonly path: string; readonly blocks: readonly RenderedBlock[] } | undefined;
  /** Counts renderings, so that one that is overtaken is not shown. */
  #generation = 0;
  #version = 0;

  constructor(service: Pick<DocsService, 'live'>) {
    this.#service = service;
  }

  /** The panel shows nothing any more. */
  forget(): void {
    this.#sent = undefined;
  }

  /**
   * @param asPatch whether the page changed under the reader
   * @returns `undefined` where a later rendering has overtaken this one
   */
  async render(site: DocsSite, path: string, text: string, asPatch: boolean): Promise<LiveResult | undefined> {
    const generation = ++this.#generation;
    if (this.#live?.site !== site || this.#live.path !== path) {
      this.#live = { site, path, page: this.#service.live(site, path, { withLines: true }) };
    }
    const rendered = await this.#live.page.render(text);
    if (generation !== this.#generation) {
      return undefined;
    }
    const patch = asPatch && this.#sent?.path === path ? diffBlocks(this.#sent.blocks, rendered.blocks) : undefined;
    this.#sent = { path, blocks: rendered.blocks };
    this.#version++;
    return { rendered, version: this.#version, patch };
  }
}
