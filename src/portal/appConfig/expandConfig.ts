import { isPortalError, messageOf } from '../base/errors';
import type { JsonObject, JsonValue } from '../catalog/entity';
import { parseConfigFile, type ConfigPath } from './configFile';
import { substitute } from './substitute';

/** What the values of an app-config file are made of beside the file. */
export interface ExpandHost {
  /** The value of a variable; secrets are never asked for. */
  environment(name: string): string | undefined;
  /**
   * The text of a file that is named relative to a folder, and the folder it lies in. `undefined` where there is none.
   * @throws PortalError where it lies outside of what the app-config may refer to, or cannot be read
   */
  readFile(folder: string, path: string): Promise<{ readonly text: string; readonly folder: string } | undefined>;
  /** Whether anything below a path matters; the rest is neither filled in nor read. */
  isWanted(path: ConfigPath): boolean;
  note(path: ConfigPath, code: 'unset-variable' | 'include', message: string): void;
}

const INCLUDES = ['$file', '$env', '$include'];
/** Files that include files; a circle would have no end. */
const MAX_DEPTH = 20;

/**
 * Fills in variables and included files, in the parts of a file that matter.
 * Source: `applyConfigTransforms`, `createIncludeTransform` of @backstage/config-loader 1.10, where an include that fails stops
 * the start; here the value it stands for is left out, and told.
 * @param folder where relative names begin
 */
export function expandConfig(data: JsonValue, folder: string, host: ExpandHost): Promise<JsonValue | undefined> {
  return expand(data, [], folder, 0, host);
}

async function expand(value: JsonValue, path: ConfigPath, folder: string, depth: number, host: ExpandHost): Promise<JsonValue | undefined> {
  if (!host.isWanted(path)) {
    return undefined;
  }
  if (typeof value === 'string') {
    return fill(value, path, host);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    const items = [];
    for (const [index, item] of value.entries()) {
      items.push(await expand(item, [...path, index], folder, depth, host));
    }
    return items.filter((item) => item !== undefined);
  }
  const include = Object.keys(value).find((key) => INCLUDES.includes(key));
  if (include !== undefined) {
    const found = await readInclude(include, value, path, folder, depth, host);
    return found && (typeof found.value === 'object' && found.value !== null ? expandMembers(found.value, path, found.folder, depth + 1, host) : found.value);
  }
  return expandMembers(value, path, folder, depth, host);
}

/** What an include gave is an object already taken for one: an include key at its top is no second include. */
async function expandMembers(value: JsonObject | JsonValue[], path: ConfigPath, folder: string, depth: number, host: ExpandHost): Promise<JsonValue | undefined> {
  if (Array.isArray(value)) {
    return expand(value, path, folder, depth, host);
  }
  const members: [string, JsonValue][] = [];
  for (const [key, member] of Object.entries(value)) {
    const expanded = await expand(member, [...path, key], folder, depth, host);
    if (expanded !== undefined) {
      members.push([key, expanded]);
    }
  }
  return Object.fromEntries(members);
}

function fill(text: string, path: ConfigPath, host: ExpandHost): string | undefined {
  const { value, unset } = substitute(text, (name) => host.environment(name));
  unset.forEach((name) => host.note(path, 'unset-variable', toUnsetMessage(name, path)));
  return value;
}

/** What both ways of writing a variable say where it is not set. */
function toUnsetMessage(name: string, path: ConfigPath): string {
  return `${name} is not set, so ${showPath(path)} is left out. Stagedoor does not look into the environment, where secrets are: give the variable its value in the setting stagedoor.appConfigEnvironment.`;
}

interface Included {
  readonly value: JsonValue | undefined;
  readonly folder: string;
}

async function readInclude(key: string, value: JsonObject, path: ConfigPath, folder: string, depth: number, host: ExpandHost): Promise<Included | undefined> {
  const refuse = (message: string): undefined => host.note(path, 'include', `${showPath(path)} is left out: ${message}`) as undefined;
  const written = value[key];
  if (Object.keys(value).length !== 1) {
    return refuse(`${key} must have no other key beside it.`);
  }
  if (typeof written !== 'string') {
    return refuse(`${key} needs a text.`);
  }
  const target = fill(written, path, host);
  if (target === undefined) {
    return undefined;
  }
  if (key === '$env') {
    const found = host.environment(target);
    return found === undefined ? (host.note(path, 'unset-variable', toUnsetMessage(target, path)) as undefined) : { value: found, folder };
  }
  if (depth >= MAX_DEPTH) {
    return refuse(`files include one another more than ${MAX_DEPTH} times.`);
  }
  const [name = '', inside] = key === '$file' ? [target] : target.split(/#(.*)/);
  if (key === '$include' && !/\.(?:ya?ml|json)$/.test(name)) {
    return refuse(`${name} is neither a .yaml nor a .json file.`);
  }
  try {
    const file = await host.readFile(folder, name);
    if (!file) {
      return refuse(`there is no file ${name}.`);
    }
    return key === '$file' ? { value: file.text.trimEnd(), folder } : { value: pick(file.text, name, inside, path, host), folder: file.folder };
  } catch (error) {
    if (isPortalError(error, 'cancelled')) {
      throw error;
    }
    return refuse(messageOf(error));
  }
}

/** The part of an included file that is named behind a `#`. */
function pick(text: string, name: string, inside: string | undefined, path: ConfigPath, host: ExpandHost): JsonValue | undefined {
  const { data, problems } = parseConfigFile(name, text);
  const [problem] = problems;
  if (problem) {
    throw new Error(`${name}: ${problem.message}`);
  }
  let value: JsonValue | undefined = data;
  for (const part of inside ? inside.split('.') : []) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new Error(`${name} has nothing at ${inside ?? ''}.`);
    }
    value = Object.hasOwn(value, part) ? value[part] : undefined;
  }
  return typeof value === 'string' ? fill(value, path, host) : value;
}

/** `catalog.locations[0].target` */
export function showPath(path: ConfigPath): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('') || 'the file';
}
