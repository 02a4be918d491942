import katex from 'katex';
import { offerChunk } from './chunks';

offerChunk('math', {
  // MathML needs neither fonts nor styles of its own, and is read out by screen readers.
  set: (source, display) => katex.renderToString(source, { displayMode: display, output: 'mathml', throwOnError: false, trust: false, strict: 'ignore', maxExpand: 1_000, maxSize: 50 }),
});
