import { parseArgs } from 'node:util';
import { messageOf } from '../portal/base/errors';
import { parseOrganization } from '../portal/github/gitHubHost';
import type { LanguageProblemClass } from '../portal/language/diagnostics/problemFacts';
import { UsageError, type Terminal } from './command';
import type { PlaceOptions } from './repositoryPlace';
import type { OrganizationOptions } from './scanCatalog';
import { tokenFromEnvironment, toHostOfApi } from './scanHost';
import { CLASSES } from './validateFindings';

export type ValidateFormat = 'text' | 'json' | 'sarif';

export interface ValidateOptions extends PlaceOptions {
  readonly paths: readonly string[];
  readonly format: ValidateFormat;
  readonly model: boolean;
  readonly modelFile: string | undefined;
  /** Folders on disk whose catalog refs are looked up in. */
  readonly catalogs: readonly string[];
  readonly organization: OrganizationOptions | undefined;
  /** A commit: only what is other than there is told. */
  readonly base: string | undefined;
  /** The least grave class of which a problem fails the command, beside entities that are not valid. */
  readonly failOn: LanguageProblemClass | undefined;
}

const FORMATS: readonly ValidateFormat[] = ['text', 'json', 'sarif'];

/** @throws UsageError */
export function parseValidate(args: readonly string[], terminal: Terminal): ValidateOptions {
  const { values, positionals } = parseOptions(args);
  const { repository, branch, model = false, 'model-file': modelFile, base } = values;
  const format = FORMATS.find((known) => known === (values.format ?? 'text'));
  if (!format) {
    throw new UsageError(`--format is ${FORMATS.join(', ').replace(/, (\w+)$/, ' or $1')}, not "${values.format ?? ''}".`);
  }
  const { 'fail-on': least } = values;
  const failOn = CLASSES.find((known) => known === least);
  if (least !== undefined && !failOn) {
    throw new UsageError(`--fail-on is one of ${CLASSES.join(', ')}, not "${least}".`);
  }
  if (repository !== undefined && !(URL.canParse(repository) && /^https?:$/.test(new URL(repository).protocol))) {
    throw new UsageError(`--repository takes a web address such as https://github.com/acme/shop, not "${repository}".`);
  }
  if (branch === '') {
    throw new UsageError('--branch takes the name of a branch.');
  }
  if (base !== undefined && (base === '' || positionals.length > 1)) {
    throw new UsageError(base === '' ? '--base takes a branch, a tag or a commit.' : '--base compares one folder.');
  }
  return {
    paths: positionals.length > 0 ? positionals : ['.'],
    format,
    repository,
    branch,
    model,
    modelFile,
    catalogs: values.catalog ?? [],
    organization: values.org === undefined ? undefined : toOrganization(values.org, values['api-url'], terminal),
    base,
    failOn,
  };
}

function toOrganization(login: string, apiUrl: string | undefined, { environment = {} }: Terminal): OrganizationOptions {
  if (login.includes('/') || !parseOrganization(login)) {
    throw new UsageError(`--org is the login of an organization or a user, not "${login}".`);
  }
  const host = toHostOfApi(apiUrl ?? environment['GITHUB_API_URL'] ?? 'https://api.github.com');
  return { host, organization: login, tokens: tokenFromEnvironment(host, environment), appConfig: undefined, environment };
}

function parseOptions(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { format: text, repository: text, branch: text, model: { type: 'boolean' }, 'model-file': text, catalog: { type: 'string', multiple: true }, org: text, 'api-url': text, base: text, 'fail-on': text },
    });
  } catch (error) {
    // Node's own words name the option that is unknown or lacks its value.
    throw new UsageError(messageOf(error));
  }
}
