import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isPortalError, messageOf } from '../portal/base/errors';
import { toCatalogModel, type CatalogModel } from '../portal/catalog/checking/catalogModel';
import type { CatalogRules } from '../portal/catalog/rules/catalogRules';
import { parseCatalogRules } from '../portal/catalog/rules/parseCatalogRules';
import { toJsonCatalog, toTextCatalog } from './catalogReport';
import type { Command } from './command';
import { UsageError } from './command';
import type { PlaceOptions } from './folderPlace';
import { allowKnownKinds, ingestFolder } from './ingestFolder';
import { readModel, readYamlFile } from './modelFile';

interface CatalogOptions extends PlaceOptions {
  readonly folder: string;
  readonly format: 'text' | 'json';
  readonly rules: string | undefined;
  readonly model: boolean;
  readonly modelFile: string | undefined;
}

export const catalogCommand: Command = {
  name: 'catalog',
  summary: 'print the entities that Backstage would make of a folder',
  usage: `Usage: stagedoor catalog DIR [--format json|text] [--rules FILE] [--model] [--model-file FILE] [--repository URL] [--branch B]

Prints the entities that a Backstage would have that was told of the catalog files of a folder, each file a location of its own,
with their relations in both directions, and what is wrong with the files. What Locations point to inside the folder is read
too; the skeletons of templates, node_modules, .git and links are left out.

Options:
  --format json|text  how to print (json)
  --rules FILE        an app-config.yaml whose catalog.rules say which kinds may come in (all kinds that are known)
  --model             Backstage's newer catalog model: AiResource, API type mcp-server
  --model-file FILE   kinds, fields and annotations of your own, as Backstage's catalog model layers have them (YAML)
  --repository URL    the repository that the folder is the root of (its git remote)
  --branch B          its branch (the one that is checked out, else main)

What lies outside of the folder is not read: an entity that depends on it is left out, and the problems say so.

Exit codes: 0 the catalog was printed, whatever is wrong with it (stagedoor validate judges), 2 wrong usage.
`,
  run: async (args, terminal) => {
    const options = parse(args);
    const folder = resolve(terminal.cwd, options.folder);
    if (!(await stat(folder).catch(() => undefined))?.isDirectory()) {
      throw new UsageError(`there is no folder ${options.folder}.`);
    }
    const model = toCatalogModel(await readModel({ newer: options.model, file: options.modelFile }, terminal.cwd));
    const rules = await readRules(options.rules, model, terminal.cwd);
    const catalog = await ingestFolder(folder, options, model, rules);
    terminal.write(options.format === 'json' ? toJsonCatalog(catalog) : toTextCatalog(catalog, terminal.colour));
    return 0;
  },
};

function parse(args: readonly string[]): CatalogOptions {
  const { values, positionals } = parseOptions(args);
  const { format = 'json', repository, branch, rules, model = false, 'model-file': modelFile } = values;
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0) {
    throw new UsageError('it takes one folder.');
  }
  if (format !== 'text' && format !== 'json') {
    throw new UsageError(`--format is json or text, not "${format}".`);
  }
  if (branch === '') {
    throw new UsageError('--branch takes the name of a branch.');
  }
  return { folder, format, repository, branch, rules, model, modelFile };
}

function parseOptions(args: readonly string[]) {
  try {
    const text = { type: 'string' } as const;
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { format: text, repository: text, branch: text, rules: text, 'model-file': text, model: { type: 'boolean' } },
    });
  } catch (error) {
    // Node's own words name the option that is unknown or lacks its value.
    throw new UsageError(messageOf(error));
  }
}

async function readRules(file: string | undefined, model: CatalogModel, cwd: string): Promise<CatalogRules> {
  if (file === undefined) {
    return allowKnownKinds(model);
  }
  const config = await readYamlFile(file, '--rules', cwd);
  try {
    return parseCatalogRules(typeof config === 'object' && config !== null && !Array.isArray(config) ? config['catalog'] : undefined);
  } catch (error) {
    throw isPortalError(error, 'invalid') ? new UsageError(`--rules ${file}: ${error.message}`) : error;
  }
}
