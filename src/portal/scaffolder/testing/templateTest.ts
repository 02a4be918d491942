import { PortalError } from '../../base/errors';
import type { JsonObject, JsonValue } from '../../catalog/entity';
import { isObject, parseDocuments } from '../template/readTemplate';

/** The end of the name of a file of tests, which lies beside its template. */
export const TEST_SUFFIX = '.stagedoor-test.yaml';

/** What a test expects; what is left out is not looked at. */
export interface Expectation {
  /** Part of the error the task is to end with; left out, it is to end well. */
  readonly error: string | undefined;
  /** What the outputs are to hold at least. */
  readonly output: JsonObject | undefined;
  /** The text of files by path; `null` for what is not to be there. */
  readonly files: Readonly<Record<string, string | null>>;
  /** The status of steps by id. */
  readonly steps: Readonly<Record<string, string>>;
  /** Whether the whole tree is to be that of the snapshot. */
  readonly snapshot: boolean;
}

/** A case of a file of tests. */
export interface TemplateTest {
  readonly name: string;
  readonly values: JsonObject;
  readonly secrets: Readonly<Record<string, string>>;
  readonly expect: Expectation;
}

const KEYS = ['name', 'values', 'secrets', 'expect'];
const EXPECT_KEYS = ['error', 'output', 'files', 'steps', 'snapshot'];

/**
 * Reads a file of tests: `tests: [{name, values, secrets, expect: {error, output, files, steps, snapshot}}]`.
 * @throws PortalError `invalid`
 */
export function readTemplateTests(text: string, where: string): readonly TemplateTest[] {
  const [document] = parseDocuments(text, where);
  const tests = isObject(document) ? document['tests'] : undefined;
  if (!Array.isArray(tests) || tests.length === 0) {
    throw new PortalError('invalid', `${where} must hold \`tests\`, a list of cases.`);
  }
  const read = tests.map((test, i) => readTest(test, `${where}, test ${i + 1}`));
  const twice = read.find(({ name }, i) => read.findIndex((other) => other.name === name) !== i);
  if (twice) {
    throw new PortalError('invalid', `${where} has two tests called “${twice.name}”.`);
  }
  return read;
}

function readTest(test: JsonValue, where: string): TemplateTest {
  if (!isObject(test) || typeof test['name'] !== 'string') {
    throw new PortalError('invalid', `${where} needs a \`name\`.`);
  }
  refuseUnknown(test, KEYS, where);
  const expected = test['expect'] ?? {};
  if (!isObject(expected)) {
    throw new PortalError('invalid', `${where}: \`expect\` must be an object.`);
  }
  refuseUnknown(expected, EXPECT_KEYS, where);
  const { error, output, snapshot } = expected;
  return {
    name: test['name'],
    values: objectOf(test['values'], 'values', where),
    secrets: textsOf(test['secrets'], 'secrets', where),
    expect: {
      error: typeof error === 'string' ? error : undefined,
      output: output === undefined ? undefined : objectOf(output, 'expect.output', where),
      files: filesOf(expected['files'], where),
      steps: textsOf(expected['steps'], 'expect.steps', where),
      snapshot: snapshot === true,
    },
  };
}

function refuseUnknown(value: JsonObject, known: readonly string[], where: string): void {
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw new PortalError('invalid', `${where}: there is no \`${unknown}\`; known are ${known.join(', ')}.`);
  }
}

function objectOf(value: JsonValue | undefined, key: string, where: string): JsonObject {
  if (value !== undefined && !isObject(value)) {
    throw new PortalError('invalid', `${where}: \`${key}\` must be an object.`);
  }
  return value ?? {};
}

function textsOf(value: JsonValue | undefined, key: string, where: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(objectOf(value, key, where)).map(([name, text]) => [name, toText(text, `${key}.${name}`, where)]));
}

function filesOf(value: JsonValue | undefined, where: string): Readonly<Record<string, string | null>> {
  return Object.fromEntries(Object.entries(objectOf(value, 'expect.files', where)).map(([path, text]) => [path, text === null ? null : toText(text, `expect.files.${path}`, where)]));
}

function toText(value: JsonValue, key: string, where: string): string {
  if (typeof value !== 'string') {
    throw new PortalError('invalid', `${where}: \`${key}\` must be a text.`);
  }
  return value;
}
