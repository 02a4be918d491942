import type { TemplateContext } from 'nunjitsu';
import { PortalError } from '../../../base/errors';
import { textOf } from '../../expressions/renderer';
import { isBinary } from '../../workspace/isBinary';
import type { TreeEntry } from '../../workspace/fileTree';
import { joinPath, parentOf, toWorkspacePath } from '../../workspace/workspacePath';
import type { ActionContext } from '../action';
import { flag, object, text, texts } from '../input';
import { matchingPaths } from './globs';

/** The bits of `stat` a written file is told of with. */
const MODES = { executable: 0o100755, plain: 0o100644 };

/** How a folder is rendered, out of a step's input. */
interface FolderSettings {
  readonly target: string;
  readonly copyOnly: readonly string[] | undefined;
  /** `.njk`: only such files are rendered, and lose it. */
  readonly extension: string | undefined;
}

/** An entry of the folder, with all folders, by path as globby gives them: folders end in `/`. */
interface Location {
  readonly path: string;
  readonly entry: TreeEntry | undefined;
}

/**
 * Renders a folder into the workspace: contents and paths. Source: `createTemplateActionHandler` of
 * @backstage/plugin-scaffolder-backend 4.2.0, with its messages.
 */
export async function renderFolder(context: ActionContext, read: () => Promise<readonly TreeEntry[] | undefined>): Promise<void> {
  const { input, workspace, log, ports, signal } = context;
  const settings = readSettings(context);
  const entries = await read();
  log('Listing files and directories in template');
  const locations = toLocations(entries ?? []);
  const paths = locations.map(({ path }) => path);
  const isFolder = (path: string): boolean => paths.includes(`${path}/`);
  const copied = matchingPaths(settings.copyOnly ?? [], paths, isFolder);
  log(`Processing ${locations.length} template files/directories with input values ${JSON.stringify(object(input, 'values') ?? {})}`);

  const plans = locations.map((location) => {
    const renders = settings.extension === undefined ? !copied.has(location.path) : hasExtension(location.path, settings.extension);
    const out = renders && settings.extension !== undefined ? location.path.slice(0, -settings.extension.length) : location.path;
    const isText = location.entry?.type === 'file' && !isBinary(location.entry.bytes);
    return { ...location, out, renders, source: renders && isText && location.entry?.type === 'file' ? decode(location.entry.bytes) : undefined };
  });
  const values = toContext(input);
  const options = toFileOptions(input);
  const rendered = await ports.renderer.files(plans.flatMap(({ out, source }) => [out, source ?? '']), values, options, signal);

  for (const [index, { path, entry, renders, source }] of plans.entries()) {
    const out = textOf(rendered[index * 2], path);
    if (out === '' || out.startsWith('/') || out.includes('//')) {
      continue;
    }
    const target = joinPath(settings.target, toWorkspacePath(out));
    if (workspace.exists(target) && flag(input, 'replace') !== true) {
      continue;
    }
    if (!renders && settings.extension === undefined) {
      log(`Copying file/directory ${path} without processing.`);
    }
    if (!entry || entry.type === 'folder') {
      log(`Writing directory ${path} to template output path.`);
      workspace.makeFolder(target);
    } else if (entry.type === 'symlink' || isBinary(entry.bytes)) {
      log(`Copying file binary or symbolic link at ${path}, to template output path.`);
      workspace.put(target, entry);
    } else {
      log(`Writing file ${path} to template output path with mode ${entry.executable ? MODES.executable : MODES.plain}.`);
      workspace.writeFile(target, source === undefined ? decode(entry.bytes) : textOf(rendered[index * 2 + 1], path), entry.executable);
    }
  }
  log(`Template result written to ${joinPath('<workspace>', settings.target)}`);
}

function readSettings({ input, log }: ActionContext): FolderSettings {
  const target = toWorkspacePath(text(input, 'targetPath') ?? './');
  if (input['copyWithoutRender'] && input['copyWithoutTemplating']) {
    throw new PortalError('invalid', 'Fetch action input copyWithoutRender and copyWithoutTemplating can not be used at the same time');
  }
  const copyOnly = texts(input, 'copyWithoutTemplating');
  if (input['copyWithoutRender']) {
    log('copyWithoutRender has no effect. Use copyWithoutTemplating.', 'warn');
  }
  const extension = input['templateFileExtension'];
  if (extension && (copyOnly || input['copyWithoutRender'] || input['cookiecutterCompat'])) {
    throw new PortalError('invalid', 'Fetch action input extension incompatible with copyWithoutRender/copyWithoutTemplating and cookiecutterCompat');
  }
  const end = extension === true ? '.njk' : typeof extension === 'string' && extension !== '' ? extension : undefined;
  return { target, copyOnly, extension: end === undefined || end.startsWith('.') ? end : `.${end}` };
}

/** Every entry and every folder above one, ordered by path. */
function toLocations(entries: readonly TreeEntry[]): readonly Location[] {
  const byPath = new Map<string, Location>();
  for (const entry of entries) {
    for (let folder = parentOf(entry.path); folder !== ''; folder = parentOf(folder)) {
      byPath.set(`${folder}/`, { path: `${folder}/`, entry: undefined });
    }
    const path = entry.type === 'folder' ? `${entry.path}/` : entry.path;
    byPath.set(path, { path, entry });
  }
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** As Node's `extname`: none for a name that begins in its only dot. */
function hasExtension(path: string, extension: string): boolean {
  const name = path.replace(/\/$/, '').replace(/^.*\//, '');
  const dot = name.lastIndexOf('.');
  return dot > 0 && name.slice(dot) === extension && !path.endsWith('/');
}

/** What files of a skeleton see. */
export function toContext(input: ActionContext['input']): TemplateContext {
  return { [flag(input, 'cookiecutterCompat') ? 'cookiecutter' : 'values']: object(input, 'values') ?? {} };
}

export function toFileOptions(input: ActionContext['input']): { cookiecutterCompat?: boolean; trimBlocks?: boolean; lstripBlocks?: boolean } {
  const names = ['cookiecutterCompat', 'trimBlocks', 'lstripBlocks'] as const;
  return Object.fromEntries(names.flatMap((name) => (flag(input, name) === undefined ? [] : [[name, flag(input, name)]])));
}

export function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
