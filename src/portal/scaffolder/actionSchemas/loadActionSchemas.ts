import { toActionSchemas, type ActionSchema, type ActionSchemas } from './actionSchema';

/** The known actions, and those of somebody's own, which may replace known ones. Loads them when first asked. */
export async function loadActionSchemas(own: readonly ActionSchema[] = []): Promise<ActionSchemas> {
  const { knownActions } = await import('./knownActions');
  return toActionSchemas(knownActions(), own);
}
