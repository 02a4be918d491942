import { hashBytes } from '../../base/hash';
import type { JsonValue } from '../../catalog/entity';
import type { TaskResult } from '../run/runTask';
import { isObject } from '../template/readTemplate';
import type { ValueProblem } from '../template/checkValues';
import { isBinary } from '../workspace/isBinary';
import type { TreeEntry } from '../workspace/fileTree';
import type { TemplateTest } from './templateTest';

/** A tree as it is kept to be compared with: the text of each file, or what it is. */
export type Snapshot = Readonly<Record<string, string>>;

export function toSnapshot(files: readonly TreeEntry[]): Snapshot {
  return Object.fromEntries(files.map((entry) => [entry.path, describe(entry)]));
}

function describe(entry: TreeEntry): string {
  if (entry.type !== 'file') {
    return entry.type === 'symlink' ? `→ ${entry.target}` : '(an empty folder)';
  }
  const content = isBinary(entry.bytes) ? `(${entry.bytes.length} bytes, ${hashBytes(entry.bytes).toString(16)})` : new TextDecoder().decode(entry.bytes);
  return entry.executable ? `(executable)\n${content}` : content;
}

/** What is otherwise than a test expects, one sentence each. @param snapshot what is kept of it, where there is something */
export function checkTest(test: TemplateTest, problems: readonly ValueProblem[], { task, files }: TaskResult, snapshot: Snapshot | undefined): readonly string[] {
  const { expect } = test;
  const error = problems[0]?.text ?? task.error;
  const found: string[] = [];
  if (expect.error === undefined && error !== undefined) {
    found.push(`it fails: ${error}`);
  }
  if (expect.error !== undefined && !error?.includes(expect.error)) {
    found.push(error === undefined ? `it ends well, and was to fail with “${expect.error}”` : `it fails with “${error}” and not with “${expect.error}”`);
  }
  if (expect.output) {
    found.push(...differences(expect.output, task.output, 'output'));
  }
  for (const [id, status] of Object.entries(expect.steps)) {
    const step = task.steps.find((candidate) => candidate.id === id);
    if (step?.status !== status) {
      found.push(step ? `the step ${id} is ${step.status} and not ${status}` : `there is no step ${id}`);
    }
  }
  const actual = toSnapshot(files);
  for (const [path, text] of Object.entries(expect.files)) {
    found.push(...differsAt(path, text ?? undefined, actual[path]?.replace(/^\(executable\)\n/, '')));
  }
  if (expect.snapshot) {
    const kept = snapshot ?? {};
    found.push(...(snapshot ? [...new Set([...Object.keys(kept), ...Object.keys(actual)])].flatMap((path) => differsAt(path, kept[path], actual[path])) : ['there is no snapshot of it yet; --update writes one']));
  }
  return found;
}

function differsAt(path: string, wanted: string | undefined, got: string | undefined): readonly string[] {
  if (wanted === got) {
    return [];
  }
  if (got === undefined) {
    return [`the file ${path} is missing`];
  }
  if (wanted === undefined) {
    return [`the file ${path} is there and was not to be`];
  }
  const [before, after] = [wanted.split('\n'), got.split('\n')];
  const line = after.findIndex((text, i) => text !== before[i]);
  const at = line === -1 ? after.length : line;
  return [`the file ${path} differs at line ${at + 1}: ${JSON.stringify(after[at] ?? '')} and not ${JSON.stringify(before[at] ?? '')}`];
}

/** Where a value holds less than is wanted of it. */
function differences(wanted: JsonValue, got: JsonValue | undefined, at: string): readonly string[] {
  if (isObject(wanted) && isObject(got)) {
    return Object.entries(wanted).flatMap(([key, value]) => differences(value, got[key], `${at}.${key}`));
  }
  if (Array.isArray(wanted) && Array.isArray(got) && wanted.length === got.length) {
    return wanted.flatMap((value, i) => differences(value, got[i], `${at}[${i}]`));
  }
  return JSON.stringify(wanted) === JSON.stringify(got) ? [] : [`${at} is ${JSON.stringify(got) ?? 'not there'} and not ${JSON.stringify(wanted)}`];
}
