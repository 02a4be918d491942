import type { Steps } from '../../base/steps';

/** Texts in one string. More make a change dearer, fewer make a search dearer. */
const CHUNK = 1024;
/** Stands between texts; words never hold it. */
const BETWEEN = '\n';

interface Chunk {
  readonly text: string;
  /** Where each text starts, and where one more would. */
  readonly starts: Uint32Array;
}

/**
 * A text a place, joined in long strings: looking through a few of them for a word is many times cheaper than looking into a
 * hundred thousand short ones. Immutable.
 */
export class TextColumn {
  readonly #chunks: readonly Chunk[];

  private constructor(chunks: readonly Chunk[]) {
    this.#chunks = chunks;
  }

  static readonly empty = new TextColumn([]);

  /** @param changes texts by place; empty where nothing is any more */
  *with(changes: ReadonlyMap<number, string>): Steps<TextColumn> {
    const touched = new Map<number, [place: number, text: string][]>();
    for (const [place, text] of changes) {
      const number = Math.floor(place / CHUNK);
      const entry: [number, string] = [place % CHUNK, text];
      const list = touched.get(number);
      if (list) {
        list.push(entry);
      } else {
        touched.set(number, [entry]);
      }
    }
    const chunks = [...this.#chunks];
    for (const [number, entries] of [...touched].sort(([a], [b]) => a - b)) {
      while (chunks.length < number) {
        chunks.push(toChunk([]));
      }
      const texts = textsOf(chunks[number]);
      for (const [place, text] of entries) {
        texts[place] = text;
      }
      chunks[number] = toChunk(texts);
      yield;
    }
    return new TextColumn(chunks);
  }

  /** Sets `hits` to 1 at each place whose text holds the word. @param word without white space */
  mark(word: string, hits: Uint8Array): void {
    this.#chunks.forEach(({ text, starts }, number) => {
      let place = 0;
      for (let at = text.indexOf(word); at >= 0; ) {
        while ((starts[place + 1] ?? Number.POSITIVE_INFINITY) <= at) {
          place++;
        }
        hits[number * CHUNK + place] = 1;
        // Once is enough.
        const next = starts[place + 1] ?? text.length;
        at = text.indexOf(word, next);
      }
    });
  }
}

function textsOf(chunk: Chunk | undefined): string[] {
  return Array.from({ length: CHUNK }, (_, place) => chunk?.text.slice(chunk.starts[place], (chunk.starts[place + 1] ?? 0) - BETWEEN.length) ?? '');
}

function toChunk(texts: readonly string[]): Chunk {
  const starts = new Uint32Array(CHUNK + 1);
  for (let place = 0; place < CHUNK; place++) {
    starts[place + 1] = (starts[place] ?? 0) + (texts[place]?.length ?? 0) + BETWEEN.length;
  }
  return { text: Array.from({ length: CHUNK }, (_, place) => texts[place] ?? '').join(BETWEEN) + BETWEEN, starts };
}
