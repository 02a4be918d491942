import actions from '../../../../schemas/actions.json';
import type { ActionSchema } from './actionSchema';
import { readOwnActions } from './readOwnActions';

/**
 * The actions of Backstage's own packages and of Roadie's, as their registries declare them: scaffolder-backend 4.2.0 and
 * its modules. Large: reached by `loadActionSchemas` alone.
 */
export function knownActions(): readonly ActionSchema[] {
  return readOwnActions(actions.actions).actions;
}
