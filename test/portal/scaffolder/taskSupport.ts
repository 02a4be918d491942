import { loadActionSchemas } from '../../../src/portal/scaffolder/actionSchemas/loadActionSchemas';
import type { ActionPorts } from '../../../src/portal/scaffolder/actions/action';
import { BUILTIN_ACTIONS } from '../../../src/portal/scaffolder/actions/builtinActions';
import { createActionRegistry, type ActionRegistry } from '../../../src/portal/scaffolder/actions/registry';
import { PortalError } from '../../../src/portal/base/errors';
import type { JsonValue } from '../../../src/portal/catalog/entity';
import { createInlineIsolate } from '../../../src/portal/scaffolder/expressions/inlineIsolate';
import { createRenderer } from '../../../src/portal/scaffolder/expressions/renderer';
import { runTask, type RunOptions, type TaskResult } from '../../../src/portal/scaffolder/run/runTask';
import { createTask } from '../../../src/portal/scaffolder/scaffolder';
import { toTemplate } from '../../../src/portal/scaffolder/template/readTemplate';
import type { SkeletonReader } from '../../../src/portal/scaffolder/template/skeletons';
import type { Template } from '../../../src/portal/scaffolder/template/template';
import type { TreeEntry } from '../../../src/portal/scaffolder/workspace/fileTree';

export const TEMPLATE_URL = 'https://github.com/acme/templates/blob/main/template.yaml';

export function templateOf(steps: readonly JsonValue[], spec: Readonly<Record<string, JsonValue>> = {}): Template {
  return toTemplate({ apiVersion: 'scaffolder.backstage.io/v1beta3', kind: 'Template', metadata: { name: 'probe' }, spec: { owner: 'team', type: 'service', ...spec, steps: [...steps] } }, TEMPLATE_URL);
}

export function file(path: string, text: string, executable = false): TreeEntry {
  return { path, type: 'file', bytes: new TextEncoder().encode(text), executable };
}

/** Skeletons in memory, below the template's repository. */
export function skeletonsOf(entries: readonly TreeEntry[]): SkeletonReader {
  const root = 'https://github.com/acme/templates/tree/main/';
  const pathOf = (url: string): string => decodeURIComponent(url.slice(root.length)).replace(/\/$/, '');
  return {
    readTree: (url) => {
      const prefix = pathOf(url) === '' ? '' : `${pathOf(url)}/`;
      const inside = url.startsWith(root) ? entries.filter(({ path }) => path.startsWith(prefix)) : [];
      return inside.length > 0 ? Promise.resolve(inside.map((entry) => ({ ...entry, path: entry.path.slice(prefix.length) }))) : Promise.reject(new PortalError('not-found', `There is no ${url}.`));
    },
    readFile: (url) => {
      const found = entries.find(({ path }) => url.startsWith(root) && path === pathOf(url));
      return found?.type === 'file' ? Promise.resolve(found.bytes) : Promise.reject(new PortalError('not-found', `There is no ${url}.`));
    },
  };
}

export function portsOf(more: Partial<ActionPorts> = {}): ActionPorts {
  return {
    renderer: createRenderer(createInlineIsolate()),
    skeletons: skeletonsOf([]),
    clock: {
      now: () => Date.parse('2026-11-23T10:00:00Z'),
      after: (milliseconds, callback) => {
        const timer = setTimeout(callback, milliseconds);
        return { dispose: () => clearTimeout(timer) };
      },
    },
    ...more,
  };
}

export async function registry(): Promise<ActionRegistry> {
  return createActionRegistry(BUILTIN_ACTIONS, { schemas: await loadActionSchemas() });
}

/** Runs a template's steps to their end. */
export async function runSteps(template: Template, options: Partial<RunOptions> & { readonly values?: Readonly<Record<string, JsonValue>> } = {}): Promise<TaskResult> {
  const { values = {}, ...rest } = options;
  const task = createTask(template, { ...values }, { id: 'probe', now: 0 });
  return runTask(task, { mode: 'run', ports: portsOf(), actions: await registry(), ...rest });
}

export function textsOf(files: readonly TreeEntry[]): Readonly<Record<string, string>> {
  return Object.fromEntries(files.map((entry) => [entry.path, entry.type === 'file' ? new TextDecoder().decode(entry.bytes) : entry.type === 'symlink' ? `-> ${entry.target}` : '/']));
}
