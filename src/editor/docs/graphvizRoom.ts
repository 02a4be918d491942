import { Graphviz } from '@hpcc-js/wasm-graphviz';
import { messageOf, PortalError } from '../../portal/base/errors';

const ENGINES = ['circo', 'dot', 'fdp', 'sfdp', 'neato', 'osage', 'patchwork', 'twopi'] as const;
/** In characters; a graph of a page is a hundredth of it. */
const LONGEST = 100_000;

let loading: Promise<Graphviz> | undefined;

/**
 * Draws a graph as SVG, in the extension host: a webview's policy lets no WebAssembly run. It has neither files nor network.
 * @throws PortalError `invalid` with Graphviz's own words
 */
export async function drawGraph(source: string, engine: string): Promise<string> {
  const known = ENGINES.find((name) => name === engine);
  if (!known) {
    throw new PortalError('invalid', `Graphviz has no program ${engine}. Name one of ${ENGINES.join(', ')}.`);
  }
  if (source.length > LONGEST) {
    throw new PortalError('too-large', 'This graph is too large to be drawn.');
  }
  loading ??= Graphviz.load();
  const graphviz = await loading;
  try {
    return graphviz.layout(source, 'svg', known);
  } catch (error) {
    throw new PortalError('invalid', messageOf(error));
  }
}
