import { PortalError } from '../../../base/errors';
import type { JsonObject, JsonValue } from '../../../catalog/entity';
import { isObject } from '../../template/readTemplate';
import { parseRepositoryUrl } from '../../template/skeletons';
import type { Action } from '../action';
import { flag, text } from '../input';

/** `catalog:register`: has a catalog file taken into the catalog. */
export const catalogRegister: Action = {
  id: 'catalog:register',
  // Backstage declares none, so its dry run makes none up.
  output: undefined,
  supportsDryRun: false,
  effects: (input) => [{ kind: 'register', text: `Registers ${catalogInfoUrl(input)} in the catalog, where discovery does not find it by itself.`, url: catalogInfoUrl(input) }],
  run: async ({ input, ports, signal, log, output, once }) => {
    const url = catalogInfoUrl(input);
    const { catalog } = ports;
    if (!catalog) {
      throw new PortalError('invalid', `There is no catalog to register ${url} in. Add the organization to your catalog.`);
    }
    log(`Registering ${url} in the catalog`);
    try {
      // Registering what is registered already changes nothing, so there is nothing to find out after a kill.
      const register = async (): Promise<JsonObject> => ({ ...(await catalog.register(url, signal)) });
      const registered = await once('register', { run: register, find: register }, isRecord);
      const ref = text(registered, 'entityRef');
      if (ref !== undefined) {
        output('entityRef', ref);
      }
    } catch (error) {
      if (!flag(input, 'optional')) {
        throw error;
      }
      log(`It was not registered, which this step allows: ${String(error)}`, 'warn');
    }
    output('catalogInfoUrl', url);
  },
};

function isRecord(value: JsonValue): value is JsonObject {
  return isObject(value);
}

/** Source: `createCatalogRegisterAction`: the file's own address, or its path in a repository. */
function catalogInfoUrl(input: JsonObject): string {
  const url = text(input, 'catalogInfoUrl');
  if (url !== undefined) {
    return url;
  }
  const contents = text(input, 'repoContentsUrl') ?? '';
  const path = text(input, 'catalogInfoPath') ?? '/catalog-info.yaml';
  const repository = parseRepositoryUrl(contents);
  if (!repository) {
    return `${contents.replace(/\/$/, '')}/${path.replace(/^\//, '')}`;
  }
  const { host, owner, repository: name, ref } = repository;
  const base = path.startsWith('/') || repository.path === '' ? '' : `${repository.path}/`;
  return `${host}/${owner}/${name}/blob/${ref ?? 'main'}/${base}${path.replace(/^\//, '')}`;
}
