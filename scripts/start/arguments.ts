import { parseArgs } from 'node:util';
import { TaskError } from '../lib/taskMain';

export interface StartArguments {
  /** A real GitHub organization; undefined for the sample on the local GitHub. */
  readonly organization: string | undefined;
  /** Web address of the GitHub that holds the organization, without a slash at the end. */
  readonly web: string;
  readonly folder: string | undefined;
  /** Port of VS Code's server; 0 for a free one. */
  readonly port: number;
  readonly help: boolean;
}

export const USAGE = `Usage: npm start -- [--org NAME] [--api-url URL] [--folder DIR] [--port N]

  --org NAME      show this GitHub organization (or user) instead of the sample; reads GITHUB_TOKEN
  --api-url URL   the organization is on a GitHub Enterprise Server: https://ghe.example.com/api/v3
  --folder DIR    open this folder instead of a prepared one
  --port N        port for VS Code (8080, or a free one where that is taken)
  --help          this text`;

const usageError = (message: string): TaskError => new TaskError(`${message}\n\n${USAGE}`, 2);

/** github.com for its own API, and an Enterprise Server's address without the path of its API. */
export function toWebAddress(apiUrl: string): string {
  if (!URL.canParse(apiUrl) || !/^https?:/.test(apiUrl)) {
    throw usageError(`--api-url ${apiUrl} is not an http address.`);
  }
  const url = new URL(apiUrl);
  if (url.host === 'api.github.com') {
    return 'https://github.com';
  }
  const path = url.pathname.replace(/\/+$/, '');
  if (!path.endsWith('/api/v3')) {
    throw usageError(`--api-url ${apiUrl} does not end in /api/v3, as the API of an Enterprise Server does.`);
  }
  return `${url.origin}${path.slice(0, -'/api/v3'.length)}`;
}

/** @throws {TaskError} with the usage and exit code 2 */
export function parseStartArguments(args: readonly string[]): StartArguments {
  const parse = (): ReturnType<typeof parseArgs<{ options: typeof OPTIONS; strict: true }>>['values'] => {
    try {
      return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
    } catch (error) {
      throw usageError(error instanceof Error ? error.message : String(error));
    }
  };
  const values = parse();
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw usageError(`--port ${values.port} is not a port.`);
  }
  if (values.org !== undefined && !/^[A-Za-z0-9][A-Za-z0-9-]*$/.test(values.org)) {
    throw usageError(`--org ${values.org} is not the name of an organization.`);
  }
  if (values['api-url'] !== undefined && values.org === undefined) {
    throw usageError('--api-url needs --org NAME: which organization is to be shown?');
  }
  return {
    organization: values.org,
    web: toWebAddress(values['api-url'] ?? 'https://api.github.com'),
    folder: values.folder,
    port,
    help: values.help ?? false,
  };
}

const OPTIONS = {
  org: { type: 'string' },
  'api-url': { type: 'string' },
  folder: { type: 'string' },
  port: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;
