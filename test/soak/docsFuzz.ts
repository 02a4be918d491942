import { compareRenderings } from '../portal/techdocs/fuzz/compareRenderings';

export interface DocsFuzz {
  readonly pages: number;
  readonly difference: Awaited<ReturnType<typeof compareRenderings>>;
}

/** Types into so many random pages, and ends with the first whose rendering is not that of a fresh one. */
export async function fuzzDocs(pages: number, seed: number): Promise<DocsFuzz> {
  for (let page = 0; page < pages; page++) {
    const difference = await compareRenderings(seed + page, 15);
    if (difference) {
      return { pages: page + 1, difference };
    }
  }
  return { pages, difference: undefined };
}
