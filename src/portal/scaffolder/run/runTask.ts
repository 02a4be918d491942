import { messageOf } from '../../base/errors';
import type { JsonObject, JsonValue } from '../../catalog/entity';
import type { ActionPorts, TaskUser } from '../actions/action';
import type { ActionRegistry } from '../actions/registry';
import { isObject, toTemplate } from '../template/readTemplate';
import { Workspace, type WorkspaceLimits } from '../workspace/workspace';
import type { TreeEntry } from '../workspace/fileTree';
import { Ledger } from './ledger';
import { toJson, type TaskScope } from './scope';
import { SecretKeeper, type Secrets } from './secrets';
import { StepLog } from './stepLog';
import { runStep } from './stepRun';
import type { LogLine, StepRecord, TaskRecord } from './taskRecord';
import type { TaskMode } from './taskMode';
import type { TaskStore } from './taskStore';

export type TaskEvent =
  | { readonly type: 'task'; readonly task: TaskRecord }
  | { readonly type: 'log'; readonly stepId: string; readonly line: LogLine };

export interface RunOptions {
  readonly mode: TaskMode;
  readonly ports: ActionPorts;
  readonly actions: ActionRegistry;
  readonly secrets?: Secrets;
  readonly user?: TaskUser;
  /** Source: `scaffolder.defaultEnvironment` of an app-config. */
  readonly environment?: { readonly parameters: JsonObject; readonly secrets: Secrets };
  /** The workspace a task that goes on left off with. */
  readonly files?: readonly TreeEntry[];
  /** Keeps the task after each step, and around each call that changes something. Dry runs are not kept. */
  readonly store?: Pick<TaskStore, 'save'>;
  readonly limits?: WorkspaceLimits;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: TaskEvent) => void;
}

export interface TaskResult {
  readonly task: TaskRecord;
  /** What is in the workspace at the end; also after a failure, for a look at it. */
  readonly files: readonly TreeEntry[];
}

/**
 * Runs the steps of a task that have not ended yet. Of one that failed these are the failed step and those after it.
 * Source: `NunjucksWorkflowRunner.execute` of @backstage/plugin-scaffolder-backend 4.2.0.
 */
export async function runTask(record: TaskRecord, options: RunOptions): Promise<TaskResult> {
  const run = new TaskRun(record, options);
  return run.execute();
}

const ENDED = ['completed', 'skipped'];

class TaskRun {
  readonly #options: RunOptions;
  readonly #scope: TaskScope;
  readonly #context: Record<string, JsonValue>;
  readonly #outputs: JsonObject = {};
  #task: TaskRecord;

  constructor(record: TaskRecord, options: RunOptions) {
    this.#options = options;
    const { mode, ports, actions, secrets = {}, user, signal } = options;
    const environment = options.environment ?? { parameters: {}, secrets: {} };
    const keeper = new SecretKeeper({ ...environment.secrets, ...secrets });
    const { error: _error, ...task } = record;
    this.#task = { ...task, status: 'processing', steps: reopen(record.steps) };
    const ledger = new Ledger(record.ledger, async (entries) => {
      this.#task = { ...this.#task, ledger: keeper.seal(entries) };
      await this.#keep(undefined);
    });
    const workspace = new Workspace(options.files ?? [], options.limits);
    const template = toTemplate(record.template, record.templateUrl);
    this.#scope = { taskId: record.id, template, mode, user, secrets, environment, keeper, ports, actions, workspace, ledger, signal };
    for (const { id, output } of record.steps) {
      if (output) {
        this.#outputs[id] = { output: keeper.open(output) };
      }
    }
    this.#context = {
      parameters: record.values,
      environment: { parameters: environment.parameters, secrets: {} },
      steps: this.#outputs,
      ...(user && { user: { ref: user.ref, ...(user.entity && { entity: user.entity }) } }),
      context: { task: { id: record.id } },
    };
  }

  async execute(): Promise<TaskResult> {
    const { template, workspace } = this.#scope;
    let failure: { readonly error: Error; readonly status: 'failed' | 'cancelled' } | undefined;
    await this.#keep(workspace.entries());
    for (const [index, step] of template.steps.entries()) {
      if (ENDED.includes(this.#task.steps[index]?.status ?? 'open')) {
        continue;
      }
      this.#setStep(index, { status: 'processing', startedAt: this.#now() });
      const log = new StepLog(this.#scope.keeper, () => this.#now(), (line) => this.#options.onEvent?.({ type: 'log', stepId: step.id, line }));
      const { status, output, error } = await runStep(step, this.#scope, this.#context, failure !== undefined, log);
      if (output) {
        this.#outputs[step.id] = { output };
      }
      if (error) {
        failure ??= { error, status: status === 'cancelled' ? 'cancelled' : 'failed' };
      }
      const kept = output && this.#scope.keeper.seal(output);
      this.#setStep(index, { status, endedAt: this.#now(), ...log.toRecord(), ...(kept && { output: kept }), ...(error && { error: this.#scope.keeper.mask(messageOf(error)) }) });
      // What a failed step has written is not kept: run again, it begins with what it began with.
      await this.#keep(status === 'completed' ? workspace.entries() : undefined);
      if (status === 'cancelled') {
        break;
      }
    }
    await this.#end(failure);
    return { task: this.#task, files: workspace.entries() };
  }

  async #end(failure: { readonly error: Error; readonly status: 'failed' | 'cancelled' } | undefined): Promise<void> {
    const { keeper, template, ports, signal } = this.#scope;
    if (failure) {
      this.#task = { ...this.#task, status: failure.status, error: keeper.mask(messageOf(failure.error)) };
    } else {
      const rendered = toJson(await ports.renderer.value(template.output, this.#context, false, signal));
      const output = withoutHidden(isObject(rendered) ? rendered : {});
      this.#task = { ...this.#task, status: 'completed', output: keeper.mask(output) };
    }
    await this.#keep(undefined);
  }

  #setStep(index: number, change: Partial<StepRecord>): void {
    this.#task = { ...this.#task, steps: this.#task.steps.map((step, i) => (i === index ? { ...step, ...change } : step)) };
    this.#options.onEvent?.({ type: 'task', task: this.#task });
  }

  async #keep(files: readonly TreeEntry[] | undefined): Promise<void> {
    this.#options.onEvent?.({ type: 'task', task: this.#task });
    if (this.#options.mode === 'run') {
      await this.#options.store?.save(this.#task, files);
    }
  }

  #now(): number {
    return this.#options.ports.clock.now();
  }
}

/** Steps that did not end are open again, and so are those that were skipped because one before had failed. */
function reopen(steps: readonly StepRecord[]): readonly StepRecord[] {
  const first = steps.findIndex(({ status }) => !ENDED.includes(status));
  return steps.map((step, index) => (first === -1 || index < first || step.status === 'completed' ? step : openStep(step.id, step.name, step.action)));
}

export function openStep(id: string, name: string, action: string): StepRecord {
  return { id, name, action, status: 'open', warnings: [], effects: [], unread: [], log: [] };
}

/** Links and texts whose `if` does not hold are left out, and so is the `if`. Source: the runner's treatment of `spec.output`. */
function withoutHidden(output: JsonObject): JsonObject {
  const shown = (value: JsonValue | undefined): JsonValue | undefined =>
    Array.isArray(value) ? value.flatMap((item) => (isObject(item) && 'if' in item ? (holds(item['if']) ? [withoutIf(item)] : []) : [item])) : value;
  return Object.fromEntries(
    Object.entries(output).flatMap(([key, value]) => {
      const kept = key === 'links' || key === 'text' ? shown(value) : value;
      return kept === undefined ? [] : [[key, kept]];
    }),
  );
}

function holds(value: JsonValue | undefined): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function withoutIf({ if: _if, ...rest }: JsonObject): JsonObject {
  return rest;
}

