import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isPortalError, messageOf, PortalError } from '../../portal/base/errors';
import type { JsonObject } from '../../portal/catalog/entity';
import { runTask } from '../../portal/scaffolder/run/runTask';
import { createTask, toShownTask } from '../../portal/scaffolder/scaffolder';
import { checkValues } from '../../portal/scaffolder/template/checkValues';
import { isObject, parseDocuments } from '../../portal/scaffolder/template/readTemplate';
import { UsageError, type Terminal } from '../command';
import { openTemplateHost } from './templateHost';
import { refuseFilled, writeTree } from './writeTree';

interface RunArguments {
  readonly folder: string;
  readonly values: string | undefined;
  readonly out: string;
  readonly dryRun: boolean;
  readonly check: boolean;
}

/** `stagedoor template run`. @returns 0 where the task ended well */
export async function runTemplate(args: readonly string[], terminal: Terminal): Promise<number> {
  const { folder, values: file, out, dryRun, check } = readArguments(args);
  try {
    const target = resolve(terminal.cwd, out);
    await refuseFilled(target);
    const values = file === undefined ? {} : await readValues(resolve(terminal.cwd, file));
    const host = await openTemplateHost(folder, terminal);
    try {
      const { template, ports, actions } = host;
      const [problem] = check ? checkValues(template, values) : [];
      if (problem) {
        throw new PortalError('invalid', `The values do not fit the template's form: ${problem.text}. --no-check runs it nevertheless.`);
      }
      const secrets = readSecrets(terminal);
      const user = { ref: 'user:default/guest', entity: GUEST };
      const started = createTask(template, values, { id: 'stagedoor', now: ports.clock.now(), secretNames: Object.keys(secrets) });
      const { task, files } = await runTask(started, { mode: dryRun ? 'dryRun' : 'run', ports, actions, secrets, user, ...(terminal.interrupted && { signal: terminal.interrupted }) });
      const ok = task.status === 'completed';
      await writeTree(files, target);
      const shown = toShownTask(task);
      const steps = shown.steps.map(({ id, action, status, input, output, warnings }) => ({ id, action, status, input, output, ...(warnings.length > 0 && { warnings }) }));
      terminal.write(`${JSON.stringify({ ok, steps, output: ok ? shown.output : null, error: task.error }, undefined, 1)}\n`);
      return ok ? 0 : 1;
    } finally {
      host.dispose();
    }
  } catch (error) {
    if (!isPortalError(error)) {
      throw error;
    }
    terminal.write(`${JSON.stringify({ ok: false, steps: [], output: null, error: messageOf(error) }, undefined, 1)}\n`);
    return 1;
  }
}

const GUEST: JsonObject = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'guest', namespace: 'default' },
  spec: { profile: { displayName: 'Guest', email: 'guest@example.com' }, memberOf: [] },
};

function readArguments(args: readonly string[]): RunArguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { values: { type: 'string' }, out: { type: 'string' }, 'dry-run': { type: 'boolean' }, 'no-check': { type: 'boolean' } },
    });
    const [folder, ...others] = positionals;
    if (folder === undefined || others.length > 0 || values.out === undefined) {
      throw new UsageError('run takes a folder with a template and --out OUT.');
    }
    return { folder, values: values.values, out: values.out, dryRun: values['dry-run'] ?? false, check: !values['no-check'] };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(messageOf(error));
  }
}

async function readValues(file: string): Promise<JsonObject> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new PortalError('not-found', `The values ${file} cannot be read: ${messageOf(error)}`, { cause: error });
  });
  const [values] = parseDocuments(text, file);
  if (!isObject(values)) {
    throw new PortalError('invalid', `${file} must hold an object of values, as JSON or YAML.`);
  }
  return values;
}

/** Secrets come out of the environment, where no list of processes shows them: STAGEDOOR_SECRETS='{"NAME": "value"}'. */
function readSecrets({ environment }: Terminal): Readonly<Record<string, string>> {
  const text = environment?.['STAGEDOOR_SECRETS'];
  if (!text) {
    return {};
  }
  const [value] = parseDocuments(text, 'STAGEDOOR_SECRETS');
  const entries = isObject(value) ? Object.entries(value) : [];
  const secrets = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  if (!isObject(value) || secrets.length < entries.length) {
    throw new UsageError('STAGEDOOR_SECRETS must be a JSON object of texts.');
  }
  return Object.fromEntries(secrets);
}
