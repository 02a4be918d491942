/** What V8's sampling profiler writes; times in microseconds. */
export interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly url: string; readonly functionName: string }; readonly children?: readonly number[] }[];
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** A turn of the event loop, in microseconds of the same clock. */
export type Turn = readonly [start: number, end: number];

/** Ids of the nodes that are ours, or were called by ours. */
function nodesOf(profile: CpuProfile, isOurs: (url: string) => boolean): Set<number> {
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  const ours = new Set<number>();
  const mark = (id: number): void => {
    ours.add(id);
    byId.get(id)?.children?.forEach((child) => {
      if (!ours.has(child)) {
        mark(child);
      }
    });
  };
  profile.nodes.filter((node) => isOurs(node.callFrame.url)).forEach(({ id }) => mark(id));
  return ours;
}

/**
 * How long our code kept one turn of the event loop, for each turn, in milliseconds. Garbage that is collected in the middle of our
 * code counts as ours.
 */
export function ourSlices(profile: CpuProfile, turns: readonly Turn[], isOurs: (url: string) => boolean): number[] {
  const ours = nodesOf(profile, isOurs);
  const collector = new Set(profile.nodes.filter(({ callFrame }) => callFrame.functionName === '(garbage collector)').map(({ id }) => id));
  const slices = new Array<number>(turns.length).fill(0);
  let time = profile.startTime;
  let turn = 0;
  let inOurs = false;
  profile.samples.forEach((id, index) => {
    time += profile.timeDeltas[index] ?? 0;
    const lasted = profile.timeDeltas[index + 1] ?? 0;
    inOurs = ours.has(id) || (collector.has(id) && inOurs);
    while (turn < turns.length && (turns[turn]?.[1] ?? 0) <= time) {
      turn += 1;
    }
    if (inOurs && time >= (turns[turn]?.[0] ?? Number.POSITIVE_INFINITY)) {
      slices[turn] = (slices[turn] ?? 0) + lasted / 1000;
    }
  });
  return slices;
}
