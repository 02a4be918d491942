import { PortalError } from '../../base/errors';
import type { ActionSchemas } from '../actionSchemas/actionSchema';
import type { TaskMode } from '../run/taskMode';
import type { Action } from './action';

/** The actions a task can name. */
export interface ActionRegistry {
  readonly all: readonly Action[];
  /** @throws PortalError `not-found`, in Backstage's words, for one that nobody knows */
  get(id: string, mode: TaskMode): Action;
}

export interface RegistryOptions {
  /** What is known of actions that are not built in: a dry run makes their outputs up, a real run refuses them. */
  readonly schemas: ActionSchemas;
  /** Whether a dry run goes on with a placeholder where nobody knows the action; Backstage fails. */
  readonly placeholders?: boolean;
}

/** @param actions those that are built in; the schemas of their inputs and outputs come out of `schemas` where they bring none */
export function createActionRegistry(actions: readonly Action[], { schemas, placeholders = false }: RegistryOptions): ActionRegistry {
  const builtIn = actions.map((action): Action => ({ ...schemaOf(action.id, schemas), ...action }));
  const byId = new Map(builtIn.map((action) => [action.id, action]));
  const known = schemas.all.filter(({ id }) => !byId.has(id)).map(({ id, supportsDryRun }) => simulated(id, schemas, supportsDryRun ?? false));
  known.forEach((action) => byId.set(action.id, action));
  return {
    all: [...byId.values()],
    get: (id, mode) => {
      const action = byId.get(id);
      if (action) {
        return action;
      }
      if (mode === 'plan' || (mode === 'dryRun' && placeholders)) {
        return { ...refusing(id), supportsDryRun: false };
      }
      throw new PortalError('not-found', `Template action with ID '${id}' is not registered. See https://backstage.io/docs/features/software-templates/builtin-actions/ on how to add a new action module.`);
    },
  };
}

function schemaOf(id: string, schemas: ActionSchemas): Pick<Action, 'description' | 'input' | 'output'> {
  const { description, input, output } = schemas.get(id) ?? {};
  return { ...(description !== undefined && { description }), ...(input && { input }), ...(output && { output }) };
}

/** An action of a system that is out of reach from here. One that supports dry runs has its input checked in one, as it would be. */
function simulated(id: string, schemas: ActionSchemas, supportsDryRun: boolean): Action {
  return { ...schemaOf(id, schemas), ...refusing(id), supportsDryRun };
}

function refusing(id: string): Pick<Action, 'id' | 'run'> {
  return {
    id,
    run: ({ isDryRun, log }) => {
      if (isDryRun) {
        log(`${id} is not run from here; its input is valid.`);
        return Promise.resolve();
      }
      return Promise.reject(new PortalError('forbidden', `The action ${id} works on a system that Stagedoor does not reach. Run this template in your Backstage, or leave the step out.`));
    },
  };
}
