import { PortalError } from '../../portal/base/errors';
import { toUriBelow } from '../../portal/catalog/placeholderTargets';
import { parseOrganization, toGitHubHost } from '../../portal/github/gitHubHost';
import { toGitHubUri } from '../../portal/github/gitHubUri';

/** An app-config file as an entry of the setting names it. */
export interface AppConfigPlace {
  readonly uri: string;
  /** The folder or repository that nothing may be read outside of. */
  readonly root: string;
  /** Web address of the GitHub it lies on; absent for a file of the workspace. */
  readonly host?: string;
}

export interface PlaceContext {
  /** Folders of the workspace, as URIs. */
  readonly folders: readonly string[];
  /** The first organization of the settings, for `repository:path`. */
  readonly organization: { readonly host: string; readonly login: string } | undefined;
}

/**
 * `app-config.yaml` in the first folder, `https://github.com/acme/portal/blob/main/app-config.yaml`, or `portal:app-config.yaml`
 * and `acme/portal:app-config.yaml` at the head of a repository's default branch.
 * @throws PortalError `invalid` where it names no file
 */
export function toAppConfigPlace(entry: string, { folders, organization }: PlaceContext): AppConfigPlace {
  const address = /^(https?:\/\/[^/]+)\/([^/]+)\/([^/]+)\/(?:blob|raw|edit)\/([^/]+)\/([^?#]+)/.exec(entry);
  if (address) {
    const [, web = '', owner = '', repository = '', ref = '', path = ''] = address;
    return onGitHub(toGitHubHost(web).web, owner, repository, ref, decodeURIComponent(path), entry);
  }
  const named = /^(?:([\w.-]+)\/)?([\w.-]+):([^:]+)$/.exec(entry);
  if (named && !/^[A-Za-z]:[\\/]/.test(entry)) {
    const [, owner = organization?.login, repository = '', path = ''] = named;
    if (owner === undefined || !parseOrganization(owner)) {
      throw new PortalError('invalid', `"${entry}" in stagedoor.appConfig names a repository, but no organization: write acme/${entry}, or add an organization to stagedoor.organizations.`);
    }
    return onGitHub(organization?.host ?? 'https://github.com', owner, repository, 'HEAD', path.replace(/^\//, ''), entry);
  }
  const [folder] = folders;
  const segments = entry.split(/[/\\]/).filter((segment) => segment !== '' && segment !== '.');
  if (folder === undefined || /^(?:[A-Za-z]:|[/\\]|\w+:\/\/)/.test(entry) || segments.length === 0 || segments.includes('..')) {
    throw new PortalError('invalid', `"${entry}" in stagedoor.appConfig names no file: write a path in the first folder of the workspace, the address of a file on GitHub, or repository:path.`);
  }
  return { uri: toUriBelow(folder, segments.join('/')), root: folder };
}

function onGitHub(host: string, owner: string, repository: string, ref: string, path: string, entry: string): AppConfigPlace {
  if (path.split('/').some((segment) => segment === '..' || segment === '.')) {
    throw new PortalError('invalid', `"${entry}" in stagedoor.appConfig names no file: its path leads out of the repository.`);
  }
  const file = { host, owner, repository, ref };
  return { uri: toGitHubUri({ ...file, path }), root: toGitHubUri({ ...file, path: '' }), host };
}
