import { PortalError } from '../../base/errors';
import type { JsonValue } from '../../catalog/entity';
import type { Action } from '../actions/action';
import type { TemplateStep } from '../template/template';
import { toJson, type StepContext, type TaskScope } from './scope';
import type { StepLog } from './stepLog';

/** One run of a step's action: the only one, or one of those that `each` gives. */
export interface Iteration {
  readonly each: { readonly key: string; readonly value: JsonValue } | undefined;
  readonly input: JsonValue;
  /** Its condition holds. */
  readonly runs: boolean;
}

/**
 * What a step is run for, all inputs rendered before the first run.
 * @throws PortalError `invalid` where `each` gives nothing, or nothing one can go over
 */
export async function toIterations(step: TemplateStep, action: Action, scope: TaskScope, inner: StepContext, failed: boolean, log: StepLog): Promise<readonly Iteration[]> {
  const { renderer } = scope.ports;
  const toIteration = async (each: Iteration['each']): Promise<Iteration> => {
    const context = each ? { ...inner, each: { ...each } } : inner;
    const condition = each && step.if ? await renderer.holds(step.if, context, failed, scope.signal) : undefined;
    const rendered = step.input === undefined ? undefined : await renderer.value(step.input, context, failed, scope.signal);
    log.warn([...(condition?.swallowed ?? []), ...(each ? (rendered?.swallowed ?? []) : [])]);
    return { each, runs: condition?.holds ?? true, input: rendered ? toJson(rendered) : {} };
  };
  if (!step.each) {
    return [await toIteration(undefined)];
  }
  const iterations: Iteration[] = [];
  for (const [key, value] of Object.entries(await resolveEach(step, action, scope, inner, failed, log))) {
    iterations.push(await toIteration({ key, value }));
  }
  return iterations;
}

async function resolveEach(step: TemplateStep, action: Action, scope: TaskScope, inner: StepContext, failed: boolean, log: StepLog): Promise<JsonValue[] | { [key: string]: JsonValue }> {
  const rendered = await scope.ports.renderer.value(step.each ?? null, inner, failed, scope.signal);
  log.warn(rendered.swallowed);
  const value = toJson(rendered);
  if (!value) {
    throw new PortalError('invalid', `Invalid value on action ${action.id}.each parameter, "${typeof step.each === 'string' ? step.each : JSON.stringify(step.each)}" cannot be resolved to a value`);
  }
  if (typeof value !== 'object') {
    throw new PortalError('invalid', `Invalid value on action ${action.id}.each parameter, must resolve to an array or object`);
  }
  return value;
}
