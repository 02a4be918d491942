import type { JsonObject } from '../catalog/entity';
import { openStep, runTask, type RunOptions } from './run/runTask';
import { maskSealed } from './run/secrets';
import type { Effect, StepRecord, TaskRecord } from './run/taskRecord';
import { checkValues, type ValueProblem } from './template/checkValues';
import type { FormPage, Template } from './template/template';
import type { TreeEntry } from './workspace/fileTree';

/** The pages of a template's form, for a wizard. */
export function formPagesOf({ pages }: Template): readonly FormPage[] {
  return pages;
}

/**
 * A task that has not begun. Hand it to `runTask`; kept by a `TaskStore`, it goes on there with what `load` gives.
 * @param id letters, digits and dashes
 */
export function createTask(template: Template, values: JsonObject, { id, now, secretNames = [] }: { readonly id: string; readonly now: number; readonly secretNames?: readonly string[] }): TaskRecord {
  return {
    id,
    createdAt: now,
    status: 'open',
    templateRef: template.ref,
    templateUrl: template.url,
    template: template.entity,
    values,
    secretNames,
    steps: template.steps.map((step) => openStep(step.id, step.name, step.action)),
    ledger: {},
  };
}

/** What a task would do, found out by a dry run that changes nothing and needs nothing. */
export interface TaskPlan {
  /** What is wrong with the values; Backstage would not begin the task. */
  readonly problems: readonly ValueProblem[];
  readonly steps: readonly StepRecord[];
  /** All that would be made or changed elsewhere, in the order of the steps. */
  readonly effects: readonly (Effect & { readonly stepId: string })[];
  /** The complete tree the steps make. Not whole where a step has something unread. */
  readonly files: readonly TreeEntry[];
  /** Skeletons that could not be read. */
  readonly unread: readonly { readonly stepId: string; readonly url: string; readonly reason: string }[];
  readonly output: JsonObject | undefined;
  /** Why the task would fail. */
  readonly error: string | undefined;
}

/** Plans a task. What only a real run knows (addresses, numbers) reads `<example>` in it, as in Backstage's own dry run. */
export async function planTask(template: Template, values: JsonObject, options: Omit<RunOptions, 'mode' | 'store' | 'files'>): Promise<TaskPlan> {
  const problems = checkValues(template, values);
  const { task, files } = await runTask(createTask(template, values, { id: 'plan', now: options.ports.clock.now() }), { ...options, mode: 'plan' });
  return {
    problems,
    steps: task.steps,
    effects: task.steps.flatMap(({ id, effects }) => effects.map((effect) => ({ ...effect, stepId: id }))),
    files,
    unread: task.steps.flatMap(({ id, unread }) => unread.map((entry) => ({ ...entry, stepId: id }))),
    output: task.output,
    error: task.error,
  };
}

/** The same task once more, from the first step, as a task of its own. */
export function startOver(task: TaskRecord, { id, now }: { readonly id: string; readonly now: number }): TaskRecord {
  const { output: _output, error: _error, ...rest } = task;
  return { ...rest, id, createdAt: now, status: 'open', steps: task.steps.map((step) => openStep(step.id, step.name, step.action)), ledger: {} };
}

/** A record for somebody's eyes: what was a secret reads `***`. */
export function toShownTask(task: TaskRecord): TaskRecord {
  return { ...task, steps: task.steps.map((step) => (step.output ? { ...step, output: toShown(step.output) } : step)), ...(task.output && { output: toShown(task.output) }) };
}

function toShown(output: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(output).map(([key, value]) => [key, maskSealed(value)]));
}
