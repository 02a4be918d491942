import { stat } from 'node:fs/promises';
import { basename, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '../portal/base/errors';
import { type CatalogModel, toCatalogModel } from '../portal/catalog/checking/catalogModel';
import { checkDecodedFile } from '../portal/catalog/checking/checkFile';
import { isSkeleton, skeletonFoldersOf } from '../portal/catalog/checking/skeleton';
import type { CatalogFile } from './catalogFiles';
import { findCatalogFiles, readCatalogFile } from './catalogFiles';
import type { Command, Terminal } from './command';
import { UsageError } from './command';
import { readModel } from './modelFile';
import type { PlaceOptions } from './repositoryPlace';
import { findRepositoryPlace } from './repositoryPlace';
import type { ValidatedFile } from './validateReport';
import { hasFailed, toJsonReport, toTextReport } from './validateReport';

interface ValidateOptions extends PlaceOptions {
  readonly paths: readonly string[];
  readonly format: 'text' | 'json';
  readonly model: boolean;
  readonly modelFile: string | undefined;
}

export const validateCommand: Command = {
  name: 'validate',
  summary: 'check catalog files as Backstage’s ingestion would',
  usage: `Usage: stagedoor validate [PATH…] [--format text|json] [--repository URL] [--branch B] [--model] [--model-file FILE]

Checks catalog files as Backstage's ingestion would: YAML, envelope, placeholders, policies, kinds, entity refs.
Of a folder it takes every YAML file with at least one document of a Backstage apiVersion; node_modules, .git, links and the
skeletons of templates are left out. Files of more than 5 million characters are refused. Without PATH it takes the current folder.

Options:
  --format text|json  how to report (text)
  --repository URL    the repository that a folder is the root of (its git remote)
  --branch B          its branch (the one that is checked out, else main)
  --model             judge by Backstage's newer catalog model: AiResource, API type mcp-server
  --model-file FILE   kinds, fields and annotations of your own, as Backstage's catalog model layers have them (YAML)

Placeholders ($text, $json, $yaml) of the same repository and branch are read from disk; others are not read, and an entity
that depends on one is neither valid nor invalid.

Exit codes: 0 all is valid, 1 something is not, 2 wrong usage.
`,
  run: async (args, terminal) => {
    const options = parse(args);
    const model = toCatalogModel(await readModel({ newer: options.model, file: options.modelFile }, terminal.cwd));
    const files: ValidatedFile[] = [];
    for (const path of options.paths) {
      files.push(...(await validatePath(path, options, model, terminal)));
    }
    terminal.write(options.format === 'json' ? toJsonReport(files) : toTextReport(files, terminal.colour));
    return hasFailed(files) ? 1 : 0;
  },
};

function parse(args: readonly string[]): ValidateOptions {
  const { values, positionals } = parseOptions(args);
  const { format = 'text', repository, branch, model = false, 'model-file': modelFile } = values;
  if (format !== 'text' && format !== 'json') {
    throw new UsageError(`--format is text or json, not "${format}".`);
  }
  if (repository !== undefined && !(URL.canParse(repository) && /^https?:$/.test(new URL(repository).protocol))) {
    throw new UsageError(`--repository takes a web address such as https://github.com/acme/shop, not "${repository}".`);
  }
  if (branch === '') {
    throw new UsageError('--branch takes the name of a branch.');
  }
  return { paths: positionals.length > 0 ? positionals : ['.'], format, repository, branch, model, modelFile };
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { format: { type: 'string' }, repository: { type: 'string' }, branch: { type: 'string' }, model: { type: 'boolean' }, 'model-file': { type: 'string' } },
    });
  } catch (error) {
    // Node's own words name the option that is unknown or lacks its value.
    throw new UsageError(messageOf(error));
  }
}

async function validatePath(path: string, options: ValidateOptions, model: CatalogModel, terminal: Terminal): Promise<ValidatedFile[]> {
  const full = resolve(terminal.cwd, path);
  const found = await stat(full).catch(() => undefined);
  if (!found?.isDirectory() && !found?.isFile()) {
    throw new UsageError(`there is no file or folder ${path}.`);
  }
  const isFolder = found.isDirectory();
  const place = await findRepositoryPlace(full, isFolder, options);
  const files: CatalogFile[] = isFolder ? await findCatalogFiles(full) : [await readCatalogFile(full)];
  const folders = files.flatMap((file) => skeletonFoldersOf(place.toPath(file.path), file.parsed));
  return Promise.all(
    files.map(async ({ path: file, decoded, parsed }) => {
      const name = isFolder ? relative(full, file).split(sep).join('/') : basename(file);
      if (isFolder && isSkeleton(place.toPath(file), decoded.text, parsed, folders)) {
        return { file: name, skipped: true, checked: undefined };
      }
      const checked = await checkDecodedFile(decoded, parsed, { location: place.toLocation(file), model }, place.read);
      return { file: name, skipped: false, checked };
    }),
  );
}
