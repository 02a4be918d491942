import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PortalError } from '../../portal/base/errors';
import { loadActionSchemas } from '../../portal/scaffolder/actionSchemas/loadActionSchemas';
import type { ActionPorts } from '../../portal/scaffolder/actions/action';
import { BUILTIN_ACTIONS } from '../../portal/scaffolder/actions/builtinActions';
import { createActionRegistry, type ActionRegistry } from '../../portal/scaffolder/actions/registry';
import { createInlineIsolate } from '../../portal/scaffolder/expressions/inlineIsolate';
import { createRenderer } from '../../portal/scaffolder/expressions/renderer';
import { openTemplate } from '../../portal/scaffolder/template/openTemplate';
import { isTemplate, parseDocuments } from '../../portal/scaffolder/template/readTemplate';
import type { SkeletonReader } from '../../portal/scaffolder/template/skeletons';
import type { Template } from '../../portal/scaffolder/template/template';
import type { Terminal } from '../command';
import { createDiskFiles } from '../diskFiles';
import { createDiskSkeletons } from './diskSkeletons';

/** A template on disk, and all that running it takes. */
export interface TemplateHost {
  readonly template: Template;
  readonly ports: ActionPorts;
  readonly actions: ActionRegistry;
  dispose(): void;
}

const OFFLINE: SkeletonReader = {
  readTree: (url) => Promise.reject(unreachable(url)),
  readFile: (url) => Promise.reject(unreachable(url)),
};

/** @param path of a folder with a template, or of its file */
export async function openTemplateHost(path: string, terminal: Terminal, elsewhere: SkeletonReader = OFFLINE): Promise<TemplateHost> {
  const file = await findTemplate(resolve(terminal.cwd, path));
  const template = await openTemplate(createDiskFiles(), pathToFileURL(file).toString());
  const isolate = terminal.isolate?.() ?? createInlineIsolate();
  return {
    template,
    actions: createActionRegistry(BUILTIN_ACTIONS, { schemas: await loadActionSchemas() }),
    ports: {
      renderer: createRenderer(isolate),
      skeletons: createDiskSkeletons(rootOf(file), elsewhere),
      clock: { now: () => Date.now(), after: (ms, callback) => toDisposable(setTimeout(callback, ms)) },
    },
    dispose: () => isolate.dispose(),
  };
}

function toDisposable(timer: NodeJS.Timeout): { dispose(): void } {
  return { dispose: () => clearTimeout(timer) };
}

/** The file of a folder that is its template: `template.yaml`, or the only file of YAML that holds one. */
async function findTemplate(path: string): Promise<string> {
  if (/\.ya?ml$/.test(path)) {
    return path;
  }
  const names = await readdir(path).catch((error: unknown) => {
    throw new PortalError('not-found', `There is no folder ${path}.`, { cause: error });
  });
  const yaml = names.filter((name) => /\.ya?ml$/.test(name)).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  for (const name of yaml) {
    if (rank(name) === 0 || (await holdsTemplate(join(path, name)))) {
      return join(path, name);
    }
  }
  throw new PortalError('not-found', `${path} holds no template.yaml.`);
}

function rank(name: string): number {
  return /^template\.ya?ml$/.test(name) ? 0 : 1;
}

async function holdsTemplate(file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8');
  return /^kind:\s*["']?Template\b/m.test(text) && parseDocuments(text, file).some(isTemplate);
}

/** The nearest folder above with a `.git`, or else the template's own. */
function rootOf(file: string): string {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) {
      return folder;
    }
    if (folder === dirname(folder)) {
      return dirname(file);
    }
  }
}

function unreachable(url: string): PortalError {
  return new PortalError('forbidden', `${url} is not fetched: it is no folder beside the template, and no GitHub is signed in to here.`);
}
