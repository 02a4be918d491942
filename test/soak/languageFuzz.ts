import type { LanguageProblem } from '../../src/portal/language/diagnostics/languageProblem';
import { createTestService, diagnose, READ } from '../portal/language/testCatalog';

export interface FuzzMaterial {
  readonly name: string;
  readonly text: string;
}

export interface FuzzResult {
  readonly edits: number;
  /** The longest that one call took, in ms of CPU time. */
  readonly slowest: number;
  /** What went wrong, with the seed and the number of the edit that repeats it. */
  readonly failures: readonly string[];
}

/** A small generator of numbers from 0 to 1, the same in every run. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

/** What people type, and what breaks YAML. */
const PIECES = ['a', ' ', '\n', '\n  ', '\n---\n', ':', ': ', '- ', '\n  - ', '{', '}', '[', ']', '"', "'", '|', '>', '#', '# x', '&a ', '*a', '!', '%', '@', '`', '\t', '\r\n', ',', '?', 'kind: API\n', '\n  name: x', '  owner: team-orders\n', '${{ x }}', '$text: ./a', 'é', '💥', '<<: *a', '...\n', '~', 'null', '1e3', '\u0000', '# stagedoor-disable\n'];
/** Above this a text is started again from its file. */
const MOST_CHARACTERS = 4000;
const EDITS_A_TEXT = 40;

function edit(text: string, random: () => number): string {
  const at = Math.floor(random() * (text.length + 1));
  const pick = random();
  const piece = PIECES[Math.floor(random() * PIECES.length)] ?? '';
  if (pick < 0.45) {
    return text.slice(0, at) + piece + text.slice(at);
  }
  if (pick < 0.75) {
    return text.slice(0, at) + text.slice(at + 1 + Math.floor(random() * 4));
  }
  if (pick < 0.85) {
    return text.slice(0, at) + piece + text.slice(at + piece.length);
  }
  const lines = text.split('\n');
  const line = Math.floor(random() * lines.length);
  const moved = lines[line] ?? '';
  return pick < 0.92 ? lines.toSpliced(line, 1).join('\n') : lines.toSpliced(Math.floor(random() * lines.length), 0, moved).join('\n');
}

const key = (problems: readonly LanguageProblem[]): string => JSON.stringify(problems.map(({ code, severity, message, range, ref }) => [range, code, severity, message, ref]));

/**
 * Edits files at random, and compares what is found through all edits with what a service that sees the text for the first time
 * finds.
 * @param material files; each is edited some times before the next
 */
export function fuzzDiagnostics(material: readonly FuzzMaterial[], edits: number, seed: number): FuzzResult {
  const random = createRandom(seed);
  const incremental = createTestService({ status: READ });
  const failures: string[] = [];
  let slowest = 0;
  let text = '';
  let name = '';
  for (let number = 0; number < edits && failures.length < 10; number += 1) {
    if (number % EDITS_A_TEXT === 0 || text.length > MOST_CHARACTERS * 2) {
      const file = material[Math.floor(random() * material.length)];
      name = file?.name ?? '';
      text = excerpt(file?.text ?? '', random);
    }
    text = edit(text, random);
    const source = { uri: 'file:///fuzz/catalog-info.yaml', version: number, text };
    try {
      const before = process.cpuUsage();
      const found = diagnose(incremental, source);
      const { user, system } = process.cpuUsage(before);
      slowest = Math.max(slowest, (user + system) / 1000);
      const fresh = diagnose(createTestService({ status: READ }), source);
      if (key(found) !== key(fresh)) {
        failures.push(`${name}, seed ${seed}, edit ${number}: ${key(found)} after edits, ${key(fresh)} at first sight`);
      }
    } catch (error) {
      failures.push(`${name}, seed ${seed}, edit ${number}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
  return { edits, slowest, failures };
}

/** Some documents of a file, so that one edit costs about the same in each. */
function excerpt(text: string, random: () => number): string {
  if (text.length <= MOST_CHARACTERS) {
    return text;
  }
  const documents = text.split(/^---$/m);
  const start = Math.floor(random() * documents.length);
  let taken = documents[start] ?? '';
  for (const document of documents.slice(start + 1)) {
    if (taken.length + document.length > MOST_CHARACTERS) {
      break;
    }
    taken = `${taken}---${document}`;
  }
  return taken.slice(0, MOST_CHARACTERS);
}
