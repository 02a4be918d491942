import type { TemplateFilter, TemplateValue } from 'nunjitsu';
import { parseRepoUrl, type HostTypes } from './repoUrl';

/** The filters Backstage adds to those of the engine. Source: `createDefaultFilters` of @backstage/plugin-scaffolder-backend 4.2.0. */
export function createFilters(hosts: HostTypes): Readonly<Record<string, TemplateFilter>> {
  return {
    parseRepoUrl: (url) => withoutUndefined(parseRepoUrl(toText(url), hosts)),
    projectSlug: (url) => {
      const { owner, repo } = parseRepoUrl(toText(url), hosts);
      return `${String(owner)}/${String(repo)}`;
    },
    parseEntityRef: (ref, options) => parseRef(ref, options),
    pick: (value, path) => pick(value, path),
  };
}

/** As JavaScript writes a value into a text. */
function toText(value: TemplateValue | undefined): string {
  return typeof value === 'string' ? value : `${JSON.stringify(value)}`;
}

type Plain = Readonly<Record<string, TemplateValue | undefined>>;

function withoutUndefined(value: object): TemplateValue {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined));
}

/** Source: `parseEntityRef` of @backstage/catalog-model, which is stricter and looser than refs in catalog files. */
function parseRef(ref: TemplateValue | undefined, options: TemplateValue | undefined): TemplateValue {
  if (ref === undefined || ref === null || ref === '' || ref === false || ref === 0) {
    throw new Error('Entity reference must not be empty');
  }
  const defaults = toPlain(options);
  const parts = typeof ref === 'string' ? splitRef(ref) : toPlain(ref);
  const kind = parts['kind'] ?? defaults['defaultKind'];
  const namespace = parts['namespace'] ?? (defaults['defaultNamespace'] || 'default');
  const { name } = parts;
  const text = JSON.stringify(ref);
  if (!kind) {
    throw new Error(`Entity reference ${text} had missing or empty kind (e.g. did not start with "component:" or similar)`);
  }
  if (!namespace) {
    throw new Error(`Entity reference ${text} had missing or empty namespace`);
  }
  if (!name) {
    throw new Error(`Entity reference ${text} had missing or empty name`);
  }
  return { kind, namespace, name };
}

function splitRef(ref: string): Plain {
  const slash = ref.indexOf('/');
  const firstColon = ref.indexOf(':');
  const colon = slash !== -1 && slash < firstColon ? -1 : firstColon;
  const kind = colon === -1 ? undefined : ref.slice(0, colon);
  const namespace = slash === -1 ? undefined : ref.slice(colon + 1, slash);
  const name = ref.slice(Math.max(colon + 1, slash + 1));
  if (kind === '' || namespace === '' || name === '') {
    throw new TypeError(`Entity reference "${ref}" was not on the form [<kind>:][<namespace>/]<name>`);
  }
  return { kind, namespace, name };
}

/** A value inside another by its path: `a.b[0]`. Source: lodash's `get`, which Backstage takes. */
function pick(value: TemplateValue | undefined, path: TemplateValue | undefined): TemplateValue | undefined {
  const keys = Array.isArray(path) ? path.map(String) : toKeys(value, toText(path));
  let at: unknown = value;
  for (const key of keys) {
    at = at !== null && at !== undefined && Object.hasOwn(Object(at) as object, key) ? (Object(at) as Record<string, unknown>)[key] : undefined;
  }
  // What is inside a closed value is one itself.
  return at as TemplateValue | undefined;
}

function toKeys(value: TemplateValue | undefined, path: string): readonly string[] {
  if (value !== null && value !== undefined && Object.hasOwn(Object(value) as object, path)) {
    return [path];
  }
  return [...path.matchAll(/[^.[\]]+|\[(?:(-?\d+(?:\.\d+)?)|(["'])((?:(?!\2)[^\\]|\\.)*?)\2)\]|(?=(?:\.|\[\])(?:\.|\[\]|$))/g)].map(([all, number, quote, text]) =>
    quote === undefined ? (number ?? all) : (text ?? '').replace(/\\(\\)?/g, '$1'),
  );
}

function toPlain(value: TemplateValue | undefined): Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map) && !(value instanceof Set) ? (value as Plain) : {};
}
