import { isPortalError, messageOf, PortalError } from '../base/errors';
import { dirName } from '../base/uri';
import type { DocumentProblem } from '../catalog/problem';
import type { JsonValue } from '../catalog/entity';
import { DEFAULT_RULES, type CatalogRule } from '../catalog/rules/catalogRules';
import { readCatalogRules } from '../catalog/rules/parseCatalogRules';
import type { AppConfig } from './appConfig';
import { parseConfigFile, toConfigProblem, type ConfigFile, type ConfigPath } from './configFile';
import { ConfigValues } from './configValues';
import { expandConfig, showPath } from './expandConfig';
import { uriInside } from './configUri';
import { mergeConfig } from './mergeConfig';
import { readHosts } from './readHosts';
import { readLocations, toFileTargets } from './readLocations';
import { readDirectories, readDiscoveries } from './readProviders';

/** An app-config file and the folder that nothing may be read outside of: its workspace folder, or its repository. */
export interface AppConfigFile {
  readonly uri: string;
  /** Without a slash at the end. */
  readonly root: string;
}

export interface AppConfigHost {
  /** `undefined` where there is no such file. @throws PortalError where it cannot be read */
  read(uri: string): Promise<Uint8Array | undefined>;
  /** Values of variables, from the settings alone: the environment holds secrets. */
  environment(name: string): string | undefined;
}

interface LoadedFile {
  readonly file: AppConfigFile;
  readonly parsed: ConfigFile;
  readonly problems: DocumentProblem[];
  readonly data: JsonValue | undefined;
}

/** What is looked at; all else may hold secrets, and is neither filled in nor kept. `*` stands for any key or index. */
const WANTED: readonly (readonly string[])[] = [
  ['catalog', 'providers', 'github', '**'],
  ['catalog', 'providers', 'githubOrg', '**'],
  ['catalog', 'locations', '**'],
  ['catalog', 'rules', '**'],
  ['catalog', 'orphanStrategy'],
  ['integrations', 'github', '*', 'host'],
  ['integrations', 'github', '*', 'apiBaseUrl'],
];

/** Providers that have no place in Stagedoor, told by name and not looked into. */
const OWN_PROVIDERS = ['github', 'githubOrg'];

/**
 * Reads app-config files, each laid over those before it, as with `--config a.yaml --config b.yaml`. What cannot be read or is
 * not understood stands in `problems`, and the rest is read all the same. Rejects only with `cancelled`.
 */
export async function readAppConfig(files: readonly AppConfigFile[], host: AppConfigHost): Promise<AppConfig> {
  const loaded: LoadedFile[] = [];
  for (const file of files) {
    loaded.push(await loadFile(file, host));
  }
  const merged = loaded.reduce<JsonValue | undefined>((under, { data }) => mergeConfig(data, under), undefined);
  const note = (path: ConfigPath, message: string, severity: DocumentProblem['severity'] = 'warning'): void => noteAt(loaded, path, toConfigProblem('not-understood', severity, message));
  const root = new ConfigValues(merged, [], note);
  const catalog = root.at('catalog');
  const { hosts, lookup } = readHosts(root.at('integrations', 'github'));
  const folderOf = (path: ConfigPath): LoadedFile | undefined => findFile(loaded, path);
  return {
    discoveries: readDiscoveries(catalog.at('providers', 'github'), lookup),
    directories: readDirectories(catalog.at('providers', 'githubOrg'), lookup),
    locations: readLocations(catalog.at('locations'), (target, path) => toFileTargets(target, folderOf(path)?.file)),
    rules: readRules(catalog.value, (target) => toFileTargets(target, folderOf(['catalog', 'locations'])?.file)[0] ?? target, note),
    keepsOrphans: readOrphanStrategy(catalog.at('orphanStrategy')),
    hosts,
    problems: loaded.map(({ file, problems }) => ({ uri: file.uri, problems: problems.sort((a, b) => a.range.start.line - b.range.start.line) })).filter(({ problems }) => problems.length > 0),
  };
}

async function loadFile(file: AppConfigFile, host: AppConfigHost): Promise<LoadedFile> {
  const problems: DocumentProblem[] = [];
  let text: string | undefined;
  try {
    const bytes = await host.read(file.uri);
    text = bytes && new TextDecoder().decode(bytes);
    if (text === undefined) {
      problems.push(toConfigProblem('missing', 'error', 'There is no such file, though stagedoor.appConfig names it. Correct the setting.'));
    }
  } catch (error) {
    if (isPortalError(error, 'cancelled')) {
      throw error;
    }
    problems.push(toConfigProblem('unreadable', 'error', `It cannot be read: ${messageOf(error)}`));
  }
  const parsed = parseConfigFile(file.uri, text ?? '');
  problems.push(...parsed.problems);
  noteProviders(parsed, problems);
  const data =
    parsed.data === undefined
      ? undefined
      : await expandConfig(parsed.data, dirName(file.uri), {
          environment: (name) => host.environment(name)?.trim(),
          readFile: (folder, path) => readInside(file, folder, path, host),
          isWanted,
          note: (path, code, message) => problems.push(toConfigProblem(code, 'warning', message, parsed.rangeOf(path))),
        });
  return { file, parsed, problems, data };
}

/** Files that an app-config includes may hold anything, so none is read from outside of its own folder or repository. */
async function readInside(file: AppConfigFile, folder: string, path: string, host: AppConfigHost): Promise<{ readonly text: string; readonly folder: string } | undefined> {
  const uri = uriInside(file.root, folder, path);
  if (uri === undefined) {
    throw new PortalError('invalid', `${path} lies outside of the folder or repository of the app-config, where Stagedoor reads nothing.`);
  }
  const bytes = await host.read(uri);
  return bytes && { text: new TextDecoder().decode(bytes), folder: dirName(uri) };
}

function isWanted(path: ConfigPath): boolean {
  return WANTED.some((wanted) => path.every((part, index) => wanted[index] === '**' || (index >= wanted.length ? wanted.at(-1) === '**' : wanted[index] === '*' || wanted[index] === part)));
}

function noteProviders(file: ConfigFile, problems: DocumentProblem[]): void {
  const providers = new ConfigValues(file.data, [], () => undefined).at('catalog', 'providers');
  for (const name of providers.isMap() ? providers.keys() : []) {
    if (!OWN_PROVIDERS.includes(name) && !name.startsWith('$')) {
      problems.push(toConfigProblem('not-understood', 'information', `catalog.providers.${name} is not read: Stagedoor reads GitHub.`, file.rangeOf(['catalog', 'providers', name])));
    }
  }
}

function readOrphanStrategy(values: ConfigValues): boolean {
  const strategy = values.text();
  if (strategy !== undefined && strategy !== 'keep' && strategy !== 'delete') {
    values.note(`${showPath(values.path)} is ${strategy}; there are keep and delete. What a location no longer brings is removed.`);
  }
  return strategy === 'keep';
}

function readRules(catalog: JsonValue | undefined, resolveFile: (target: string) => string, note: (path: ConfigPath, message: string) => void): readonly CatalogRule[] {
  try {
    return readCatalogRules(catalog, { resolveFile });
  } catch (error) {
    if (!isPortalError(error, 'invalid')) {
      throw error;
    }
    const path = (error.details.field ?? 'catalog').match(/[^.[\]']+/g) ?? [];
    note(path, `${error.message} Until that is mended, Component, API and Location are let in.`);
    return DEFAULT_RULES;
  }
}

function noteAt(loaded: readonly LoadedFile[], path: ConfigPath, problem: DocumentProblem): void {
  const found = findFile(loaded, path) ?? loaded[0];
  const range = found?.parsed.rangeOf(path);
  found?.problems.push(range ? { ...problem, range } : problem);
}

/** The file whose value holds: the last that has one there, or the beginning of it. */
function findFile(loaded: readonly LoadedFile[], path: ConfigPath): LoadedFile | undefined {
  for (let length = path.length; length > 0; length--) {
    const found = loaded.findLast(({ data }) => hasValue(data, path.slice(0, length)));
    if (found) {
      return found;
    }
  }
  return undefined;
}

function hasValue(data: JsonValue | undefined, path: ConfigPath): boolean {
  let value = data;
  for (const part of path) {
    value = Array.isArray(value) ? value[Number(part)] : typeof value === 'object' && value !== null && Object.hasOwn(value, part) ? value[part] : undefined;
  }
  return value !== undefined;
}
