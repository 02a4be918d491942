import type { JsonObject, JsonValue } from '../../catalog/entity';
import type { ActionPorts, TaskUser } from '../actions/action';
import type { ActionRegistry } from '../actions/registry';
import type { RenderedStepValue } from '../expressions/rendering';
import type { Template } from '../template/template';
import type { Workspace } from '../workspace/workspace';
import type { Ledger } from './ledger';
import type { SecretKeeper, Secrets } from './secrets';
import type { TaskMode } from './taskMode';

/** What a step's expressions see, besides what is added for its input. */
export type StepContext = Readonly<Record<string, JsonValue>>;

/** What all steps of a task share. */
export interface TaskScope {
  readonly taskId: string;
  readonly template: Template;
  readonly mode: TaskMode;
  readonly user: TaskUser | undefined;
  readonly secrets: Secrets;
  readonly environment: { readonly parameters: JsonObject; readonly secrets: Secrets };
  readonly keeper: SecretKeeper;
  readonly ports: ActionPorts;
  readonly actions: ActionRegistry;
  readonly workspace: Workspace;
  readonly ledger: Ledger;
  readonly signal: AbortSignal | undefined;
}

/**
 * What renders out of JSON as JSON: an `undefined` at the top is `null`; holes in lists are kept, as Backstage keeps them. The
 * engine's own objects have no prototype, which those who write a value into a text stumble over.
 */
export function toJson({ value }: RenderedStepValue): JsonValue {
  const plain = toPlain(value);
  return isJson(plain) ? plain : null;
}

function toPlain(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(toPlain);
  }
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toPlain(item)])) : value;
}

function isJson(value: unknown): value is JsonValue {
  return value !== undefined && typeof value !== 'function';
}
