import { DEFAULT_OPTIONS, type DialectOptions } from '../../../../src/portal/techdocs/dialect/options';
import { createPageRenderer, type RenderedPage } from '../../../../src/portal/techdocs/renderPage';
import { applyPatch, diffBlocks, type RenderedBlock } from '../../../../src/portal/techdocs/page/renderedPage';
import { randomEdit, randomOf, randomPage } from './randomPages';

export interface Difference {
  readonly seed: number;
  readonly step: number;
  readonly text: string;
  readonly what: string;
  readonly ours: string;
  readonly expected: string;
}

const DIALECTS: readonly DialectOptions[] = [
  DEFAULT_OPTIONS,
  DEFAULT_OPTIONS,
  { ...DEFAULT_OPTIONS, blocks: true, captions: true },
  { ...DEFAULT_OPTIONS, highlight: { ...DEFAULT_OPTIONS.highlight, anchorLineNumbers: true }, lineBreaks: true, toc: { ...DEFAULT_OPTIONS.toc, anchorLink: true, title: '(c)' } },
];

/**
 * Types into a random page and compares each rendering with one made from nothing, with one that was read in one piece, and
 * with what its patch makes of the one before.
 */
export async function compareRenderings(seed: number, steps: number): Promise<Difference | undefined> {
  const random = randomOf(seed);
  const renderer = createPageRenderer();
  const options = { withLines: true, dialect: DIALECTS[seed % DIALECTS.length] ?? DEFAULT_OPTIONS };
  const live = renderer.live(options);
  let text = randomPage(random, 3 + Math.floor(random() * 30));
  let shown: readonly RenderedBlock[] = [];
  for (let step = 0; step < steps; step++) {
    const ours = await live.render(text, 'T');
    const fresh = await renderer.render(text, { ...options, title: 'T' });
    const whole = await renderer.live({ ...options, whole: true }).render(text, 'T');
    const patch = diffBlocks(shown, ours.blocks);
    shown = applyPatch(shown, patch);
    const difference = [
      { what: 'incremental and fresh', ours: summaryOf(ours), expected: summaryOf(fresh) },
      { what: 'in parts and in one piece', ours: summaryOf(fresh), expected: summaryOf(whole) },
      { what: 'patched and rendered', ours: JSON.stringify(shown), expected: JSON.stringify(ours.blocks) },
    ].find((each) => each.ours !== each.expected);
    if (difference) {
      return { seed, step, text, ...difference };
    }
    text = randomEdit(random, text);
  }
  return undefined;
}

function summaryOf({ html, toc, links }: RenderedPage): string {
  return `${html}\n${JSON.stringify(toc)}\n${JSON.stringify(links)}`;
}

