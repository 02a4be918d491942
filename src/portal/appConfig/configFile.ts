import { LineCounter, parseDocument } from 'yaml';
import { messageOf } from '../base/errors';
import type { JsonValue, Range } from '../catalog/entity';
import type { DocumentProblem } from '../catalog/problem';

export type ConfigPath = readonly (string | number)[];

/** One app-config file, taken apart. */
export interface ConfigFile {
  readonly uri: string;
  /** `undefined` where it is empty, or no YAML. */
  readonly data: JsonValue | undefined;
  readonly problems: readonly DocumentProblem[];
  /** Where a value is written, or what of its path is; `undefined` where not even the beginning of it is. */
  rangeOf(path: ConfigPath): Range | undefined;
}

/** A handful of references is no bomb. */
const MAX_ALIASES = 100;
const START: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Source: `parseYamlContent` of @backstage/config-loader 1.10, which is `parse` of the same library. */
export function parseConfigFile(uri: string, text: string): ConfigFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const toRange = (from: number, to: number): Range => ({ start: toPosition(lines, from), end: toPosition(lines, to) });
  const problems = document.errors.map(({ message, pos }) => toConfigProblem('yaml', 'error', `It is no YAML, so nothing of it is read: ${message}`, toRange(pos[0], pos[1])));
  let data: JsonValue | undefined;
  try {
    // YAML that is JSON in another dress: `toJS` makes nothing else of the core schema.
    data = problems.length > 0 ? undefined : ((document.toJS({ maxAliasCount: MAX_ALIASES }) as JsonValue | null) ?? undefined);
  } catch (error) {
    problems.push(toConfigProblem('yaml', 'error', `Nothing of it is read: ${messageOf(error)}`));
  }
  return {
    uri,
    data,
    problems,
    rangeOf: (path) => {
      for (let length = path.length; length > 0; length--) {
        const node: unknown = document.getIn(path.slice(0, length), true);
        const range = hasRange(node) ? node.range : undefined;
        if (range) {
          return toRange(range[0], range[1]);
        }
      }
      return undefined;
    },
  };
}

export function toConfigProblem(code: string, severity: DocumentProblem['severity'], message: string, range: Range = START): DocumentProblem {
  return { code: `app-config/${code}`, severity, message, range };
}

function hasRange(node: unknown): node is { readonly range: readonly [number, number, number] | null } {
  return typeof node === 'object' && node !== null && 'range' in node;
}

function toPosition(lines: LineCounter, offset: number): Range['start'] {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(0, line - 1), character: Math.max(0, col - 1) };
}
