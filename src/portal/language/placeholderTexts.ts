import { isCancelled, throwIfCancelled } from '../base/cancellation';
import { messageOf } from '../base/errors';
import { isWithin } from '../base/uri';
import { toPlaceholderTarget, toPlaceholderText, type PlaceholderRoot } from '../catalog/placeholderTargets';
import type { Clock } from '../ports/clock';
import type { Log } from '../ports/log';

export interface PlaceholderPorts {
  /** Where the placeholders of a file may lead; `undefined` for a file that lies nowhere, so that none is read. */
  readonly rootOf: (uri: string) => PlaceholderRoot | undefined;
  /** What a file holds, unsaved changes included; `undefined` where there is none. */
  readonly read: (uri: string, signal: AbortSignal) => Promise<Uint8Array | string | undefined>;
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn'>;
}

/** What the placeholders of open files point to. */
export interface PlaceholderTexts {
  /** What is known of a file's targets by URL, `null` where there is none; the same map until something in it changes. */
  of(uri: string): ReadonlyMap<string, string | null>;
  /** Reads those of a file's targets that are new or may be out of date. Rejects only with `cancelled`. */
  read(uri: string, urls: readonly string[], signal: AbortSignal): Promise<void>;
  /** Files or folders were changed, created or removed. @returns the files whose placeholders point to them */
  noteChanged(uris: readonly string[]): readonly string[];
  /** Lets go of what is kept for a file. */
  forget(uri: string): void;
}

/** How long what was read is taken to stay as it was, in ms: not all that can be read tells of its changes. */
const FRESH = 60_000;
const NONE: ReadonlyMap<string, string | null> = new Map();

interface Target {
  readonly uri: string;
  /** `undefined` where it could not be read. */
  readonly text: string | null | undefined;
  /** How many changes of the target had been told of. */
  readonly changes: number;
  readonly readAt: number;
}

interface Known {
  readonly targets: ReadonlyMap<string, Target>;
  readonly texts: ReadonlyMap<string, string | null>;
}

export function createPlaceholderTexts({ rootOf, read, clock, log }: PlaceholderPorts): PlaceholderTexts {
  const files = new Map<string, Known>();
  /** Of every target that was asked for. */
  const changes = new Map<string, number>();
  const changesOf = (uri: string): number => changes.get(uri) ?? 0;
  const isFresh = ({ uri, changes: seen, readAt }: Target): boolean => seen === changesOf(uri) && clock.now() - readAt < FRESH;

  const readTarget = async (uri: string, signal: AbortSignal): Promise<Target> => {
    for (;;) {
      const seen = changesOf(uri);
      changes.set(uri, seen);
      const text = await read(uri, signal).then(toPlaceholderText, (error: unknown) => {
        if (isCancelled(error)) {
          throw error;
        }
        log.warn(`${uri}, which a placeholder points to, cannot be read: ${messageOf(error)}`);
        return undefined;
      });
      if (seen === changesOf(uri)) {
        return { uri, text, changes: seen, readAt: clock.now() };
      }
    }
  };

  return {
    of: (uri) => files.get(uri)?.texts ?? NONE,
    async read(uri, urls, signal) {
      const root = rootOf(uri);
      const before = files.get(uri);
      const targets = await Promise.all(
        urls.map(async (url): Promise<readonly (readonly [string, Target])[]> => {
          const target = root && toPlaceholderTarget(url, root);
          const known = before?.targets.get(url);
          return target === undefined ? [] : [[url, known?.uri === target && isFresh(known) ? known : await readTarget(target, signal)]];
        }),
      );
      throwIfCancelled(signal);
      const next = new Map(targets.flat());
      const texts = new Map([...next].flatMap(([url, { text }]) => (text === undefined ? [] : [[url, text] as const])));
      files.set(uri, { targets: next, texts: before && isSame(before.texts, texts) ? before.texts : texts });
    },
    noteChanged(uris) {
      const changed = new Set([...changes.keys()].filter((target) => uris.some((uri) => isWithin(target, uri))));
      changed.forEach((target) => changes.set(target, changesOf(target) + 1));
      return changed.size === 0 ? [] : [...files].filter(([, { targets }]) => [...targets.values()].some(({ uri }) => changed.has(uri))).map(([uri]) => uri);
    },
    forget: (uri) => void files.delete(uri),
  };
}

function isSame(a: ReadonlyMap<string, string | null>, b: ReadonlyMap<string, string | null>): boolean {
  return a.size === b.size && [...b].every(([url, text]) => a.get(url) === text);
}
