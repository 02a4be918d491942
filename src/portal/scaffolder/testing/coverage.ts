import type { TaskRecord } from '../run/taskRecord';
import { isObject } from '../template/readTemplate';
import type { Template } from '../template/template';
import type { TemplateTest } from './templateTest';

export interface Share {
  readonly covered: number;
  readonly total: number;
  /** What no test reaches. */
  readonly missing: readonly string[];
}

/** How much of a template its tests reach. */
export interface TemplateCoverage {
  /** Each step run, and each step with a condition also left out. */
  readonly branches: Share;
  /** Each parameter of the form given by some test. */
  readonly parameters: Share;
}

export function coverageOf(template: Template, runs: readonly { readonly test: TemplateTest; readonly task: TaskRecord }[]): TemplateCoverage {
  const statuses = (id: string): ReadonlySet<string> => new Set(runs.flatMap(({ task }) => task.steps.filter((step) => step.id === id).map((step) => (step.status === 'skipped' && step.input !== undefined ? 'completed' : step.status))));
  const branches = template.steps.flatMap(({ id, if: condition }) => {
    const seen = statuses(id);
    const isRun = { name: `${id} runs`, covered: seen.has('completed') || seen.has('failed') };
    return condition === undefined ? [isRun] : [isRun, { name: `${id} is left out`, covered: seen.has('skipped') }];
  });
  const names = [...new Set(template.pages.flatMap(({ schema }) => propertiesOf(schema)))];
  const parameters = names.map((name) => ({ name, covered: runs.some(({ test }) => Object.hasOwn(test.values, name)) }));
  return { branches: toShare(branches), parameters: toShare(parameters) };
}

/** Names of properties, those of conditions and dependencies too. */
function propertiesOf(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) {
    return schema.flatMap(propertiesOf);
  }
  if (!isObject(schema)) {
    return [];
  }
  const own = isObject(schema['properties']) ? Object.keys(schema['properties']) : [];
  const dependencies = isObject(schema['dependencies']) ? Object.values(schema['dependencies']) : [];
  return [...own, ...['oneOf', 'anyOf', 'allOf', 'then', 'else'].flatMap((key) => propertiesOf(schema[key])), ...dependencies.flatMap(propertiesOf)];
}

function toShare(items: readonly { readonly name: string; readonly covered: boolean }[]): Share {
  return { covered: items.filter(({ covered }) => covered).length, total: items.length, missing: items.filter(({ covered }) => !covered).map(({ name }) => name) };
}
