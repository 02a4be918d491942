import { messageOf } from '../../portal/base/errors';
import type { Log } from '../../portal/ports/log';

/** Red Hat's YAML extension. */
export const YAML_EXTENSION = 'redhat.vscode-yaml';

/**
 * What of its API is used. Source: vscode-yaml, `src/schema-extension-api.ts`.
 * `requestSchema` names the schema of a file, `undefined` where somebody else's holds; `requestSchemaContent` gives its text.
 */
interface YamlApi {
  registerContributor(schema: string, requestSchema: (resource: string) => string | undefined, requestSchemaContent: (uri: string) => string, label?: string): boolean;
}

const CONTRIBUTOR = 'stagedoor';
const SCHEMA_URI = 'stagedoor://schema/entity';
/** Allows everything and describes nothing, so that neither problems nor completions nor hovers come of it. */
const PERMISSIVE = JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', title: 'Backstage entity (checked by Stagedoor)' });

/** How the extension is reached; a test hands in one of its own. */
export interface YamlExtension {
  /** Starts it where it is not running, and gives its API. */
  activate(): PromiseLike<unknown>;
}

/**
 * Takes entity files off Red Hat's YAML extension's own schemas (the public store has one for catalog-info.yaml), so that structure is
 * checked and completed by one of the two. To be called when an entity file is opened, which is when that extension starts as well.
 * @param isOurs whether the document of a URI is an entity file
 * @returns what does it, once
 */
export function createYamlHandshake(find: () => YamlExtension | undefined, isOurs: (uri: string) => boolean, log: Pick<Log, 'warn'>): () => Promise<void> {
  let done: Promise<void> | undefined;
  const register = async (extension: YamlExtension): Promise<void> => {
    try {
      const api = await extension.activate();
      if (!isYamlApi(api) || !api.registerContributor(CONTRIBUTOR, (uri) => (isOurs(uri) ? SCHEMA_URI : undefined), () => PERMISSIVE, 'Stagedoor')) {
        log.warn(`${YAML_EXTENSION} takes no schema from Stagedoor, so both may complete catalog files. Set "yaml.schemaStore.enable" to false to keep its own out.`);
      }
    } catch (error) {
      log.warn(`${YAML_EXTENSION} could not be started: ${messageOf(error)}`);
    }
  };
  return () => {
    // It may be installed later, so that not finding it is no reason to stop looking.
    const extension = done ? undefined : find();
    done ??= extension && register(extension);
    return done ?? Promise.resolve();
  };
}

function isYamlApi(exported: unknown): exported is YamlApi {
  return typeof exported === 'object' && exported !== null && 'registerContributor' in exported && typeof exported.registerContributor === 'function';
}
