import { PortalError } from '../../../base/errors';
import type { JsonValue } from '../../../catalog/entity';
import { parseEntityRef, stringifyEntityRef } from '../../../catalog/entityRef';
import type { Action, ActionContext } from '../action';
import { flag, text, texts } from '../input';

/** `catalog:fetch`: reads entities out of the catalog. */
export const catalogFetch: Action = {
  id: 'catalog:fetch',
  supportsDryRun: true,
  run: async (context) => {
    const { input, output } = context;
    const ref = text(input, 'entityRef');
    const refs = texts(input, 'entityRefs');
    if (!ref && !refs) {
      if (flag(input, 'optional')) {
        return;
      }
      throw new PortalError('invalid', 'Missing entity reference or references');
    }
    if (ref) {
      output('entity', await get(context, ref));
    }
    if (refs) {
      const entities: JsonValue[] = [];
      for (const each of refs) {
        entities.push(await get(context, each));
      }
      output('entities', entities);
    }
  },
};

async function get({ input, ports, signal }: ActionContext, ref: string): Promise<JsonValue> {
  if (!ports.catalog) {
    throw new PortalError('invalid', `There is no catalog to look ${ref} up in. Open the folder or organization that has it.`);
  }
  const parsed = parseEntityRef(ref, { kind: text(input, 'defaultKind') ?? '', namespace: text(input, 'defaultNamespace') ?? 'default' });
  if (!parsed?.kind) {
    throw new PortalError('invalid', `Entity reference "${ref}" had missing or empty kind (e.g. did not start with "component:" or similar)`);
  }
  const entity = await ports.catalog.get(stringifyEntityRef(parsed), signal);
  if (!entity && !flag(input, 'optional')) {
    throw new PortalError('not-found', `Entity ${ref} not found`);
  }
  return entity ?? null;
}
