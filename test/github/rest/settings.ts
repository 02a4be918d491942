import { created, fail, invalid, notFound, ok } from '../http/answer.ts';
import type { Call, Route } from '../http/call.ts';
import { flagOf, isObject, textOf, textsOf } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { permissionOf } from '../state/access.ts';
import type { Repository } from '../state/model.ts';
import { bodyOf, need, readable, writable } from './guards.ts';
import { toPerson, toTime } from './shapes/accounts.ts';
import { toRepositoryUrl } from './shapes/repositories.ts';

const admin = (call: Call, permission = 'administration'): Repository => writable(call, 'admin', permission);
const SCOPES = ['repo'];

const ROLES: Readonly<Record<string, string>> = { pull: 'read', push: 'write' };

/** Hooks, keys, autolinks, pages and the other small settings of a repository. */
export const settingRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/collaborators/{username}/permission',
    signedIn: true,
    scopes: SCOPES,
    handle: (call) => {
      const repository = readable(call);
      const user = call.state.user(call.params['username'] ?? '');
      if (!user) {
        throw notFound();
      }
      const permission = permissionOf(call.state, user, repository);
      const role = permission === undefined ? 'none' : (ROLES[permission] ?? permission);
      return ok({ permission: role === 'maintain' ? 'write' : role === 'triage' ? 'read' : role, role_name: role, user: { ...toPerson(call.state, call.urls, user.login), role_name: role } });
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/hooks',
    scopes: SCOPES,
    handle: (call) => {
      const repository = admin(call, 'repository_hooks');
      return ok(repository.extras.hooks.map((hook) => toHook(call, repository, hook)));
    },
  },
  {
    method: 'POST',
    template: '/repos/{owner}/{repo}/hooks',
    signedIn: true,
    scopes: SCOPES,
    handle: (call) => {
      const repository = admin(call, 'repository_hooks');
      const body = bodyOf(call);
      const config = body['config'];
      const url = isObject(config) ? textOf(config, 'url') : undefined;
      if (!isObject(config) || url === undefined || !/^https?:\/\//.test(url)) {
        throw invalid('Validation Failed', [{ resource: 'Hook', field: 'url', code: 'custom', message: 'url is missing a scheme' }]);
      }
      if (repository.extras.hooks.some((hook) => hook.url === url)) {
        throw invalid('Validation Failed', [{ resource: 'Hook', field: 'url', code: 'custom', message: 'Hook already exists on this repository' }]);
      }
      const hook = { id: call.state.nextId(), url, contentType: textOf(config, 'content_type') ?? 'form', insecure: textOf(config, 'insecure_ssl') ?? '0', secret: textOf(config, 'secret'), events: textsOf(body, 'events') ?? ['push'], active: flagOf(body, 'active') ?? true, at: call.state.now() };
      repository.extras.hooks.push(hook);
      return created(toHook(call, repository, hook));
    },
  },
  { method: 'GET', template: '/repos/{owner}/{repo}/keys', scopes: SCOPES, handle: (call) => ok(admin(call).extras.keys.map((key) => toKey(call, key))) },
  {
    method: 'POST',
    template: '/repos/{owner}/{repo}/keys',
    signedIn: true,
    scopes: SCOPES,
    handle: (call) => {
      const repository = admin(call);
      const written = need(call, 'PublicKey', 'key');
      if (!/^(ssh-(rsa|ed25519)|ecdsa-sha2-nistp\d+) [A-Za-z0-9+/=]+/.test(written)) {
        throw invalid('Validation Failed', [{ resource: 'PublicKey', field: 'key', code: 'custom', message: 'key is invalid. You must supply a key in OpenSSH public key format' }]);
      }
      const plain = written.split(/\s+/).slice(0, 2).join(' ');
      if (repository.extras.keys.some(({ key }) => key === plain)) {
        throw invalid('Validation Failed', [{ resource: 'PublicKey', field: 'key', code: 'custom', message: 'key is already in use' }]);
      }
      const key = { id: call.state.nextId(), title: textOf(bodyOf(call), 'title') ?? '', key: plain, readOnly: flagOf(bodyOf(call), 'read_only') ?? false, repository: toRepositoryUrl(call, repository), at: call.state.now() };
      repository.extras.keys.push(key);
      return created(toKey(call, key));
    },
  },
  { method: 'GET', template: '/repos/{owner}/{repo}/autolinks', scopes: SCOPES, handle: (call) => ok(admin(call).extras.autolinks.map((link) => ({ ...link }))) },
  {
    method: 'POST',
    template: '/repos/{owner}/{repo}/autolinks',
    signedIn: true,
    scopes: SCOPES,
    handle: (call) => {
      const repository = admin(call);
      const [key_prefix, url_template] = [need(call, 'KeyLink', 'key_prefix'), need(call, 'KeyLink', 'url_template')];
      if (!url_template.includes('<num>')) {
        throw invalid('Validation Failed', [{ resource: 'KeyLink', field: 'url_template', code: 'custom', message: 'url_template must contain <num>' }]);
      }
      if (repository.extras.autolinks.some((link) => link.key_prefix === key_prefix)) {
        throw invalid('Validation Failed', [{ resource: 'KeyLink', field: 'key_prefix', code: 'already_exists' }]);
      }
      const link = { id: call.state.nextId(), key_prefix, url_template, is_alphanumeric: flagOf(bodyOf(call), 'is_alphanumeric') ?? true };
      repository.extras.autolinks.push(link);
      return created(link);
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/pages',
    scopes: SCOPES,
    handle: (call) => {
      const repository = readable(call, 'pages');
      if (!repository.extras.pages) {
        throw notFound();
      }
      return ok(toPages(call, repository, repository.extras.pages));
    },
  },
  {
    method: 'POST',
    template: '/repos/{owner}/{repo}/pages',
    signedIn: true,
    scopes: SCOPES,
    handle: (call) => {
      const repository = admin(call, 'pages');
      if (repository.extras.pages) {
        throw fail(409, 'GitHub Pages is already enabled.');
      }
      const body = bodyOf(call);
      const branch = textOf(body['source'], 'branch') ?? 'main';
      const build = textOf(body, 'build_type') ?? 'legacy';
      if (build === 'legacy' && !repository.git.refs.has(`refs/heads/${branch}`)) {
        throw fail(422, `The ${branch} branch must exist before GitHub Pages can be built.`);
      }
      repository.extras.pages = { build, branch, path: textOf(body['source'], 'path') ?? '/' };
      return created(toPages(call, repository, repository.extras.pages));
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/subscription',
    signedIn: true,
    handle: (call) => {
      const repository = readable(call);
      if (!repository.extras.subscribed) {
        throw notFound();
      }
      return ok(toSubscription(call, repository));
    },
  },
  {
    method: 'PUT',
    template: '/repos/{owner}/{repo}/subscription',
    signedIn: true,
    handle: (call) => {
      const repository = readable(call);
      repository.extras.subscribed = flagOf(bodyOf(call), 'subscribed') ?? false;
      return ok(toSubscription(call, repository));
    },
  },
  {
    method: 'POST',
    template: '/repos/{owner}/{repo}/branches/{branch}/protection/required_signatures',
    signedIn: true,
    scopes: SCOPES,
    handle: (call) => {
      const repository = admin(call);
      const branch = call.params['branch'] ?? '';
      if (!repository.protections.has(branch)) {
        throw fail(404, 'Branch not protected');
      }
      repository.extras.signed.add(branch);
      return ok(toSignatures(call, repository, branch));
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/branches/{branch}/protection/required_signatures',
    scopes: SCOPES,
    handle: (call) => {
      const repository = admin(call);
      const branch = call.params['branch'] ?? '';
      if (!repository.protections.has(branch)) {
        throw fail(404, 'Branch not protected');
      }
      return ok(toSignatures(call, repository, branch));
    },
  },
];

type Hook = Repository['extras']['hooks'][number];

function toHook(call: Call, repository: Repository, hook: Hook): JsonObject {
  const url = `${toRepositoryUrl(call, repository)}/hooks/${hook.id}`;
  return {
    type: 'Repository', id: hook.id, name: 'web', active: hook.active, events: [...hook.events],
    config: { url: hook.url, content_type: hook.contentType, insecure_ssl: hook.insecure, ...(hook.secret === undefined ? {} : { secret: '********' }) },
    updated_at: toTime(hook.at), created_at: toTime(hook.at), url, test_url: `${url}/tests`, ping_url: `${url}/pings`, deliveries_url: `${url}/deliveries`,
    last_response: { code: null, status: 'unused', message: null },
  };
}

function toKey(call: Call, key: Repository['extras']['keys'][number]): JsonObject {
  return { id: key.id, key: key.key, url: `${key.repository}/keys/${key.id}`, title: key.title, verified: true, created_at: toTime(key.at), read_only: key.readOnly, added_by: call.viewer.user?.login ?? null, last_used: null };
}

function toPages(call: Call, repository: Repository, pages: NonNullable<Repository['extras']['pages']>): JsonObject {
  return { url: `${toRepositoryUrl(call, repository)}/pages`, status: null, cname: null, custom_404: false, html_url: `https://${repository.owner}.github.io/${repository.name}/`, build_type: pages.build, source: { branch: pages.branch, path: pages.path }, public: true, https_enforced: true };
}

function toSubscription(call: Call, repository: Repository): JsonObject {
  const url = toRepositoryUrl(call, repository);
  return { subscribed: repository.extras.subscribed, ignored: false, reason: null, created_at: toTime(repository.createdAt), url: `${url}/subscription`, repository_url: url };
}

function toSignatures(call: Call, repository: Repository, branch: string): JsonObject {
  return { url: `${toRepositoryUrl(call, repository)}/branches/${branch}/protection/required_signatures`, enabled: repository.extras.signed.has(branch) };
}
