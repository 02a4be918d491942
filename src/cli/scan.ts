import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isCancelled } from '../portal/base/cancellation';
import { messageOf } from '../portal/base/errors';
import { parseOrganization, type GitHubHost } from '../portal/github/gitHubHost';
import { toCatalogData, toTextCatalog } from './catalogReport';
import type { Command, Terminal } from './command';
import { UsageError } from './command';
import { readModel } from './modelFile';
import { scanCatalog, type ScannedCatalog } from './scanCatalog';
import { tokenFromEnvironment, toHostOfApi } from './scanHost';
import { toPrintable } from './terminalText';

interface Options {
  readonly organization: string;
  readonly host: GitHubHost;
  readonly appConfig: string | undefined;
  readonly format: 'text' | 'json';
  readonly model: boolean;
  readonly modelFile: string | undefined;
}

/** What a shell gives a program that was ended by Ctrl-C. */
const INTERRUPTED = 130;

export const scanCommand: Command = {
  name: 'scan',
  summary: 'print the entities of a GitHub organization, read from its repositories',
  usage: `Usage: stagedoor scan --org NAME [--api-url URL] [--app-config FILE] [--model] [--model-file FILE]
                      [--format json|text]

Reads the catalog files of an organization's repositories, a hundred repositories in a request, and prints what
\`stagedoor catalog\` prints of a folder, with the requests and the points of GitHub's rate limits that it cost.

Options:
  --org NAME          an organization or a user
  --api-url URL       GitHub's REST API (GITHUB_API_URL, else https://api.github.com); https://ghe.example.com/api/v3
  --app-config FILE   an app-config.yaml: its providers for the organization say what is read, its catalog.rules what comes in
  --model             Backstage's newer catalog model: AiResource, API type mcp-server
  --model-file FILE   kinds, fields and annotations of your own, as Backstage's catalog model layers have them (YAML)
  --format json|text  how to print (json)

The token is taken from GH_TOKEN or GITHUB_TOKEN, for another server from GH_ENTERPRISE_TOKEN or GITHUB_ENTERPRISE_TOKEN first.
It stops before it uses up the last tenth of a rate limit. Progress goes to stderr; Ctrl-C stops it.

Exit codes: 0 all was read, 1 something could not be read (stderr says what; the rest is printed), 2 wrong usage, ${INTERRUPTED} stopped.
`,
  run: async (args, terminal) => {
    const { environment = {} } = terminal;
    const options = await parse(args, terminal);
    const model = await readModel({ newer: options.model, file: options.modelFile }, terminal.cwd);
    const tokens = tokenFromEnvironment(options.host, environment);
    const signal = terminal.interrupted ?? new AbortController().signal;
    try {
      const catalog = await scanCatalog({ ...options, model, tokens, environment, signal, onProgress: progressTo(terminal), warn: (message) => terminal.writeError(`${toPrintable(message)}\n`) });
      terminal.write(options.format === 'json' ? toJson(catalog) : `${toTextCatalog(catalog, terminal.colour)}\n${toCost(catalog)}\n`);
      catalog.errors.forEach(({ source, error }) => terminal.writeError(`stagedoor scan: ${toPrintable(`${source}: ${error.message}`)}\n`));
      return catalog.errors.length > 0 ? 1 : 0;
    } catch (error) {
      if (isCancelled(error)) {
        terminal.writeError('stagedoor scan: stopped.\n');
        return INTERRUPTED;
      }
      throw error;
    }
  },
};

async function parse(args: readonly string[], { cwd, environment = {} }: Terminal): Promise<Options> {
  const { org, 'api-url': apiUrl, 'app-config': appConfig, format = 'json', model = false, 'model-file': modelFile } = parseOptions(args);
  if (org === undefined || org.includes('/') || !parseOrganization(org)) {
    throw new UsageError(org === undefined ? '--org NAME says what to read.' : `--org is the login of an organization or a user, not "${org}".`);
  }
  if (format !== 'text' && format !== 'json') {
    throw new UsageError(`--format is json or text, not "${format}".`);
  }
  const config = appConfig === undefined ? undefined : resolve(cwd, appConfig);
  if (config !== undefined && !(await stat(config).catch(() => undefined))?.isFile()) {
    throw new UsageError(`there is no file ${appConfig ?? ''}.`);
  }
  return { organization: org, host: toHostOfApi(apiUrl ?? environment['GITHUB_API_URL'] ?? 'https://api.github.com'), appConfig: config, format, model, modelFile };
}

function parseOptions(args: readonly string[]) {
  try {
    const text = { type: 'string' } as const;
    return parseArgs({ args: [...args], options: { org: text, 'api-url': text, 'app-config': text, format: text, 'model-file': text, model: { type: 'boolean' } } }).values;
  } catch (error) {
    // Node's own words name the option that is unknown or lacks its value.
    throw new UsageError(messageOf(error));
  }
}

function progressTo(terminal: Terminal): (label: string, done: number, total: number | undefined) => void {
  return (label, done, total) => terminal.writeError(`${toPrintable(label)}: ${done}${total === undefined ? '' : ` of ${total}`}\n`);
}

function toJson(catalog: ScannedCatalog): string {
  const errors = catalog.errors.map(({ source, error }) => ({ source, reason: error.reason, message: error.message }));
  return `${JSON.stringify({ ...toCatalogData(catalog), cost: catalog.usage, ...(errors.length > 0 && { errors }) }, null, 2)}\n`;
}

function toCost({ usage: { requests, restPoints, graphQlPoints } }: ScannedCatalog): string {
  return `${requests} requests, ${restPoints} REST and ${graphQlPoints} GraphQL points`;
}
