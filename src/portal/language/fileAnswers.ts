import { isCancelled, throwIfCancelled } from '../base/cancellation';
import { messageOf } from '../base/errors';
import { isWithin } from '../base/uri';
import { pathBelow, type PlaceholderRoot } from '../catalog/placeholderTargets';
import { toPatternTest } from '../catalog/locations/targetPattern';
import type { Clock } from '../ports/clock';
import type { Log } from '../ports/log';

/** Whether a file is there, or any file of a folder that matches a pattern. */
export type FileQuestion = { readonly uri: string } | { readonly folder: string; readonly pattern: string };

/** Answers by question, as `keyOf` writes it; those that are missing are not known. */
export type FileAnswers = ReadonlyMap<string, boolean>;

export interface FileAnswerPorts {
  /** Where paths of a file count from, and may not leave; `undefined` for a file that lies nowhere. */
  readonly rootOf: (uri: string) => PlaceholderRoot | undefined;
  readonly exists: (uri: string, signal: AbortSignal) => Promise<boolean>;
  /** URIs of the YAML files below a folder. */
  readonly list: (folder: string, signal: AbortSignal) => Promise<readonly string[]>;
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn'>;
}

/** What open files ask about the files beside them. */
export interface FileAnswerer {
  rootOf(uri: string): PlaceholderRoot | undefined;
  /** What is known for a file; the same map until something in it changes. */
  of(uri: string): FileAnswers;
  /** Looks up what is new or may be out of date. Rejects only with `cancelled`. */
  read(uri: string, questions: readonly FileQuestion[], signal: AbortSignal): Promise<void>;
  /** Files were changed, created or removed. @returns the files that had asked about them */
  noteChanged(uris: readonly string[]): readonly string[];
  forget(uri: string): void;
}

interface Known {
  readonly question: FileQuestion;
  /** `undefined` where it could not be found out. */
  readonly answer: boolean | undefined;
  readonly readAt: number;
}

const NONE: FileAnswers = new Map();
/** How long an answer is taken to hold, in ms: not all changes are told of. */
const FRESH = 60_000;

export function keyOf(question: FileQuestion): string {
  return 'uri' in question ? question.uri : `${question.folder} ${question.pattern}`;
}

export function createFileAnswers({ rootOf, exists, list, clock, log }: FileAnswerPorts): FileAnswerer {
  const answers = new Map<string, Known>();
  const files = new Map<string, { readonly keys: readonly string[]; readonly known: FileAnswers }>();

  const find = async (question: FileQuestion, signal: AbortSignal): Promise<boolean> => {
    if ('uri' in question) {
      return exists(question.uri, signal);
    }
    const matches = toPatternTest(question.pattern);
    return (await list(question.folder, signal)).some((uri) => matches(pathBelow(uri, question.folder)));
  };
  const answer = async (question: FileQuestion, signal: AbortSignal): Promise<void> => {
    const key = keyOf(question);
    const before = answers.get(key);
    if (before && clock.now() - before.readAt < FRESH) {
      return;
    }
    const found = await find(question, signal).catch((error: unknown) => {
      if (isCancelled(error)) {
        throw error;
      }
      log.warn(`It is not known whether there is ${key}: ${messageOf(error)}`);
      return undefined;
    });
    answers.set(key, { question, answer: found, readAt: clock.now() });
  };

  return {
    rootOf,
    of: (uri) => files.get(uri)?.known ?? NONE,
    async read(uri, questions, signal) {
      await Promise.all(questions.map((question) => answer(question, signal)));
      throwIfCancelled(signal);
      const keys = questions.map(keyOf);
      const known = new Map(keys.flatMap((key) => {
        const found = answers.get(key)?.answer;
        return found === undefined ? [] : [[key, found] as const];
      }));
      const before = files.get(uri)?.known;
      files.set(uri, { keys, known: before && isSame(before, known) ? before : known });
    },
    noteChanged(uris) {
      const stale = new Set<string>();
      for (const [key, { question, answer: found }] of answers) {
        // What a pattern has found is left alone: each keystroke in one of its files is told of as well.
        if ('uri' in question ? uris.some((uri) => isWithin(question.uri, uri)) : found !== true && uris.some((uri) => isWithin(uri, question.folder))) {
          stale.add(key);
          answers.delete(key);
        }
      }
      return stale.size === 0 ? [] : [...files].flatMap(([uri, { keys }]) => (keys.some((key) => stale.has(key)) ? [uri] : []));
    },
    forget: (uri) => void files.delete(uri),
  };
}

function isSame(a: FileAnswers, b: FileAnswers): boolean {
  return a.size === b.size && [...b].every(([key, value]) => a.get(key) === value);
}
