import { stat } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isCancelled } from '../portal/base/cancellation';
import { isWithin } from '../portal/base/uri';
import { toCatalogModel } from '../portal/catalog/checking/catalogModel';
import { toRepository } from '../portal/github/gitCheckout';
import { compareCatalogs, toTextChange, type CatalogChange } from './catalogChange';
import { UsageError, type Command, type Terminal } from './command';
import { createFindMore } from './findings';
import { findGitCheckout } from './gitCheckout';
import { openGitTree, treeBelow, type GitTree } from './gitTree';
import { allowKnownKinds, ingestCommit, ingestFolder } from './ingestFolder';
import { openKnownCatalog, type KnownCatalog } from './knownCatalog';
import { readModel } from './modelFile';
import { toSarif } from './sarif';
import { toPrintable } from './terminalText';
import { findingsOf, reaches } from './validateFindings';
import { validateCommit, validatePath, type CheckOptions } from './validateFiles';
import { parseValidate, type ValidateOptions } from './validateOptions';
import { hasFailed, onlyNew, toJsonFiles, toJsonReport, toTextReport, type ValidatedFile } from './validateReport';

const INTERRUPTED = 130;

export const validateCommand: Command = {
  name: 'validate',
  summary: 'check catalog files as Backstage’s ingestion would',
  usage: `Usage: stagedoor validate [PATH…] [--format text|json|sarif] [--catalog DIR]… [--org NAME [--api-url URL]] [--base REF]
                          [--fail-on CLASS] [--repository URL] [--branch B] [--model] [--model-file FILE]

Checks catalog files as Backstage's ingestion would: YAML, envelope, placeholders, policies, kinds, entity refs; and says what
the editor says beyond that. Of a folder it takes every YAML file with at least one document of a Backstage apiVersion;
node_modules, .git, links and the skeletons of templates are left out. Files of more than 5 million characters are refused.
Without PATH it takes the current folder.

Options:
  --format            how to report: text, json, or sarif for GitHub code scanning (text)
  --catalog DIR       a folder with the rest of the catalog, in which refs are looked up; may be given several times
  --org NAME          a GitHub organization in which refs are looked up; the token is taken from GH_TOKEN or GITHUB_TOKEN
  --api-url URL       its REST API (GITHUB_API_URL, else https://api.github.com)
  --base REF          a branch, tag or commit: report only what is new against it, and which entities and relations it changes
  --fail-on CLASS     exit with 1 also for problems of this class and graver ones: refused, fails-when-run, dangling, advice
  --repository URL    the repository that a folder is the root of (its git remote)
  --branch B          its branch (the one that is checked out, else main)
  --model             judge by Backstage's newer catalog model: AiResource, API type mcp-server
  --model-file FILE   kinds, fields and annotations of your own, as Backstage's catalog model layers have them (YAML)

Without --catalog and --org nothing is said of refs to entities that other files define. Placeholders ($text, $json, $yaml) of
the same repository and branch are read from disk; others are not read, and an entity that depends on one is neither valid nor
invalid.

Exit codes: 0 all is valid, 1 something is not, 2 wrong usage, ${INTERRUPTED} stopped.
`,
  run: async (args, terminal) => {
    const options = parseValidate(args, terminal);
    const settings = await readModel({ newer: options.model, file: options.modelFile }, terminal.cwd);
    const signal = terminal.interrupted ?? new AbortController().signal;
    const warn = (message: string): void => terminal.writeError(`${toPrintable(message)}\n`);
    let known: KnownCatalog | undefined;
    try {
      known = await openCatalog(options, terminal.cwd, { model: settings, signal, warn });
      known?.errors.forEach((message) => warn(`stagedoor validate: ${message}`));
      const check: CheckOptions = { place: options, model: toCatalogModel(settings), findMore: createFindMore(settings, known), signal };
      return await (options.base === undefined ? validateAll(options, check, terminal) : validateChange(options.base, options, check, known, terminal));
    } catch (error) {
      if (isCancelled(error)) {
        terminal.writeError('stagedoor validate: stopped.\n');
        return INTERRUPTED;
      }
      throw error;
    } finally {
      known?.dispose();
    }
  },
};

/** The catalog that refs are looked up in, with the folders that are checked, where one is named. */
async function openCatalog(options: ValidateOptions, cwd: string, rest: Pick<Parameters<typeof openKnownCatalog>[0], 'model' | 'signal' | 'warn'>): Promise<KnownCatalog | undefined> {
  if (options.catalogs.length === 0 && !options.organization) {
    return undefined;
  }
  const named = await Promise.all([...options.paths, ...options.catalogs].map((path) => folderAt(path, cwd)));
  // One inside another would be read twice.
  const folders = [...new Set(named)].filter((folder) => !named.some((other) => other !== folder && !relative(other, folder).startsWith('..')));
  const known = await Promise.all(
    folders.map(async (path) => {
      const checkout = await findGitCheckout(path);
      return { path, repository: checkout && toRepository(checkout) };
    }),
  );
  return openKnownCatalog({ folders: known, organization: options.organization, ...rest });
}

/** The folder that a path names, or lies in. @throws UsageError where there is nothing */
async function folderAt(path: string, cwd: string): Promise<string> {
  const full = resolve(cwd, path);
  const found = await stat(full).catch(() => undefined);
  if (!found) {
    throw new UsageError(`there is no file or folder ${path}.`);
  }
  return found.isDirectory() ? full : dirname(full);
}

async function validateAll(options: ValidateOptions, check: CheckOptions, terminal: Terminal): Promise<number> {
  const files: ValidatedFile[] = [];
  for (const path of options.paths) {
    files.push(...(await validatePath(path, terminal.cwd, check)));
  }
  const findings = findingsOf(files);
  terminal.write(options.format === 'sarif' ? toSarif(findings) : options.format === 'json' ? toJsonReport(files) : toTextReport(files, terminal.colour));
  return hasFailed(files) || reaches(findings, options.failOn) ? 1 : 0;
}

async function validateChange(base: string, options: ValidateOptions, check: CheckOptions, known: KnownCatalog | undefined, terminal: Terminal): Promise<number> {
  const [path = '.'] = options.paths;
  const folder = resolve(terminal.cwd, path);
  const tree = await openBase(folder, base, options);
  const now = await validatePath(path, terminal.cwd, check);
  const before = await validateCommit(folder, tree, check);
  const files = onlyNew(now, before);
  const findings = findingsOf(files);
  if (options.format === 'sarif') {
    terminal.write(toSarif(findings));
  } else {
    const change = await changeOf(folder, tree, options, check, known);
    terminal.write(options.format === 'json' ? toJsonChange(base, change, files) : `${toTextChange(change, base, terminal.colour)}\n\n${toTextReport(files, terminal.colour)}`);
  }
  return hasFailed(files.map(withTroubled)) || reaches(findings, options.failOn) ? 1 : 0;
}

/** @returns the files of the folder as the commit has them, by paths as the place of the folder counts them */
async function openBase(folder: string, base: string, { repository }: ValidateOptions): Promise<GitTree> {
  const checkout = await findGitCheckout(folder);
  if (!checkout) {
    throw new UsageError(`--base: ${folder} lies in no git checkout.`);
  }
  const within = relative(checkout.root, folder).replaceAll('\\', '/');
  return treeBelow(await openGitTree(checkout.root, base), repository === undefined ? '' : within, within);
}

async function changeOf(folder: string, tree: GitTree, options: ValidateOptions, { model }: CheckOptions, known: KnownCatalog | undefined): Promise<CatalogChange> {
  const rules = allowKnownKinds(model);
  const after = await ingestFolder(folder, options, model, rules);
  const before = await ingestCommit(folder, tree, options, model, rules);
  const own = pathToFileURL(folder).toString().replace(/\/$/, '');
  // The catalog tells of a duplicate at each of the files that define the entity.
  const others = (known?.catalog.problems ?? []).filter(({ uri }) => !isWithin(uri, own));
  const elsewhere = new Map(others.flatMap(({ uri, problems }) => problems.flatMap(({ code, ref }) => (code === 'catalog/duplicate' && ref !== undefined ? [[ref, uri] as const] : []))));
  return compareCatalogs(before, after, (ref) => elsewhere.get(ref));
}

/** What was invalid before and for the same reasons is no news. */
function withTroubled(file: ValidatedFile): ValidatedFile {
  return { ...file, checked: file.checked && { ...file.checked, documents: file.checked.documents.filter(({ problems }) => problems.length > 0) } };
}

function toJsonChange(base: string, change: CatalogChange, files: readonly ValidatedFile[]): string {
  return `${JSON.stringify({ base, ...change, files: toJsonFiles(files) }, null, 2)}\n`;
}
