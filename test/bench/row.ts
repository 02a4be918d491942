/** One measurement: what came out each time, and what the same thing came to elsewhere in the same minutes. */
export interface Measurement {
  readonly values: readonly number[];
  readonly against?: { readonly name: string; readonly values: readonly number[] };
  /** What one has to know to read the number. */
  readonly note?: string;
}

/** A row of the bench. */
export interface BenchRow {
  /** As it is chosen on the command line. */
  readonly id: string;
  readonly title: string;
  readonly unit: 'kB' | 'MB' | 'ms' | 's' | 'requests';
  /** The most that the median may come to; nothing for a row that only watches. */
  readonly limit?: number;
  /** The most that it may come to in terms of what it is compared with. */
  readonly mostTimes?: number;
  /** Why it cannot be measured here; `undefined` where it can. */
  readonly skip?: () => string | undefined;
  readonly measure: () => Promise<Measurement>;
}

export function median(values: readonly number[]): number {
  if (values.length === 0) {
    throw new Error('Nothing was measured.');
  }
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
