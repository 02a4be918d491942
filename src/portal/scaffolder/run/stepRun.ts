import { validate } from 'jsonschema';
import { isCancelled } from '../../base/cancellation';
import { isPortalError, messageOf, PortalError } from '../../base/errors';
import type { JsonObject, JsonValue } from '../../catalog/entity';
import type { Action, ActionContext } from '../actions/action';
import { isObject } from '../template/readTemplate';
import type { TemplateStep } from '../template/template';
import { exampleOutput } from './exampleOutput';
import { toIterations, type Iteration } from './iterations';
import { toJson, type StepContext, type TaskScope } from './scope';
import { influencedTexts, type Secrets } from './secrets';
import type { StepLog } from './stepLog';
import type { StepStatus } from './taskRecord';

export interface StepOutcome {
  readonly status: StepStatus;
  readonly output?: JsonObject;
  readonly error?: Error;
}

/**
 * Runs one step. Source: `NunjucksWorkflowRunner.executeStep` of @backstage/plugin-scaffolder-backend 4.2.0, in its order: what is
 * found wrong first is what the user is told.
 *
 * @param failed whether a step before has failed: only a condition that calls `always()` or `failure()` is heard then
 */
export async function runStep(step: TemplateStep, scope: TaskScope, context: StepContext, failed: boolean, log: StepLog): Promise<StepOutcome> {
  log.tell(`Beginning step ${step.name}`);
  try {
    throwIfStopped(scope.signal, step, scope.taskId);
    const reason = await whySkipped(step, scope, context, failed, log);
    if (reason !== undefined) {
      log.skip(reason);
      return { status: 'skipped' };
    }
    const action = scope.actions.get(step.action, scope.mode);
    const isDry = scope.mode !== 'run';
    log.showInput(await shownInput(step, scope, context, failed, log));
    if (isDry && !action.supportsDryRun) {
      const input = log.input;
      log.addEffects(action.effects?.(isObject(input) ? input : {}, { userRef: scope.user?.ref }) ?? []);
      log.skip(`Skipping because ${action.id} does not support dry-run`);
      const output = action.output ? exampleOutput(action.output) : {};
      return { status: 'skipped', output: isObject(output) ? output : {} };
    }
    const inner: StepContext = {
      ...context,
      environment: { parameters: scope.environment.parameters, secrets: isDry ? {} : { ...scope.environment.secrets } },
      secrets: isDry ? {} : { ...scope.secrets },
    };
    const iterations = await toIterations(step, action, scope, inner, failed, log);
    checkInputs(action, iterations);
    const output = await runIterations(step, action, iterations, scope, inner, failed, log);
    throwIfStopped(scope.signal, step, scope.taskId);
    log.tell(`Finished step ${step.name}`);
    return { status: 'completed', output };
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error));
    const cancelled = isCancelled(cause) || scope.signal?.aborted === true;
    log.tell(`${toErrorName(cause)}: ${messageOf(cause)}`, 'error');
    return { status: cancelled ? 'cancelled' : 'failed', error: cause };
  }
}

async function whySkipped(step: TemplateStep, scope: TaskScope, context: StepContext, failed: boolean, log: StepLog): Promise<string | undefined> {
  const isFalse = `Skipping step ${step.id} because its if condition was false`;
  if (step.if === false) {
    return isFalse;
  }
  if (typeof step.if !== 'string') {
    return failed ? `Skipping step ${step.id} because a previous step failed` : undefined;
  }
  if (step.each !== undefined && !failed) {
    return undefined;
  }
  const { holds, asked, swallowed } = await scope.ports.renderer.holds(step.if, context, failed, scope.signal);
  log.warn(swallowed);
  if (failed && !asked) {
    return `Skipping step ${step.id} because a previous step failed`;
  }
  return step.each === undefined && !holds ? isFalse : undefined;
}

/** The input for the log, secrets read `***` and what depends on `each` is missing. */
async function shownInput(step: TemplateStep, scope: TaskScope, context: StepContext, failed: boolean, log: StepLog): Promise<JsonValue> {
  if (step.input === undefined) {
    return {};
  }
  const hide = (secrets: Secrets): JsonObject => Object.fromEntries(Object.keys(secrets).map((name) => [name, '***']));
  const shown = { ...context, environment: { parameters: scope.environment.parameters, secrets: hide(scope.environment.secrets) }, secrets: hide(scope.secrets) };
  const rendered = await scope.ports.renderer.value(step.input, shown, failed, scope.signal);
  if (step.each === undefined) {
    log.warn(rendered.swallowed);
  }
  return toJson(rendered);
}

function checkInputs(action: Action, iterations: readonly Iteration[]): void {
  for (const { each, input, runs } of iterations) {
    if (!runs || !action.input) {
      continue;
    }
    const { valid, errors } = validate(input, action.input);
    if (!valid) {
      throw new PortalError('invalid', `Invalid input passed to action ${action.id}${each ? `[${each.key}]` : ''}, ${errors.join(', ')}`);
    }
  }
}

async function runIterations(
  step: TemplateStep,
  action: Action,
  iterations: readonly Iteration[],
  scope: TaskScope,
  inner: StepContext,
  failed: boolean,
  log: StepLog,
): Promise<JsonObject> {
  const output: JsonObject = {};
  for (const { each, input, runs } of iterations) {
    if (each) {
      log.tell(`${runs ? 'Running' : 'Skipping'} step each: ${JSON.stringify(each, (key, value: unknown) => (key ? String(value) : value))}`);
    }
    if (!runs) {
      continue;
    }
    await hideInfluenced(step, scope, inner, each, input, failed);
    const values = isObject(input) ? input : {};
    log.addEffects(action.effects?.(values, { userRef: scope.user?.ref }) ?? []);
    await action.run(toContext(step, scope, values, each?.key, log, (name, value) => addOutput(output, name, value, each !== undefined)));
  }
  return output;
}

function addOutput(output: JsonObject, name: string, value: JsonValue, isList: boolean): void {
  if (!isList) {
    output[name] = value;
    return;
  }
  const before = output[name];
  output[name] = [...(Array.isArray(before) ? before : []), value];
}

async function hideInfluenced(step: TemplateStep, scope: TaskScope, inner: StepContext, each: Iteration['each'], input: JsonValue, failed: boolean): Promise<void> {
  if (step.input === undefined || scope.mode !== 'run' || Object.keys(scope.secrets).length + Object.keys(scope.environment.secrets).length === 0) {
    return;
  }
  const without = { ...inner, ...(each && { each: { ...each } }), secrets: {}, environment: { parameters: scope.environment.parameters, secrets: {} } };
  const rendered = await scope.ports.renderer.value(step.input, without, failed, scope.signal);
  influencedTexts(input, rendered.value).forEach((text) => scope.keeper.hide(text));
}

function toContext(step: TemplateStep, scope: TaskScope, input: JsonObject, key: string | undefined, log: StepLog, output: ActionContext['output']): ActionContext {
  const prefix = `${step.id}${key === undefined ? '' : `[${key}]`}/`;
  return {
    input,
    workspace: scope.workspace,
    template: scope.template,
    user: scope.user,
    secrets: scope.secrets,
    step: { id: step.id, name: step.name },
    taskId: scope.taskId,
    isDryRun: scope.mode !== 'run',
    isPlan: scope.mode === 'plan',
    ports: scope.ports,
    signal: scope.signal,
    log: (message, level) => log.tell(message, level),
    output,
    hide: (text) => scope.keeper.hide(text),
    once: (name, change, isAnswer) => scope.ledger.once(`${prefix}${name}`, change, isAnswer),
    unread: (url, reason) => log.unread(url, reason),
  };
}

function throwIfStopped(signal: AbortSignal | undefined, step: TemplateStep, taskId: string): void {
  if (signal?.aborted) {
    throw new PortalError('cancelled', `Step ${step.id} (${step.name}) of task ${taskId} has been cancelled.`);
  }
}

function toErrorName(error: Error): string {
  return isPortalError(error) ? 'Error' : error.name;
}
