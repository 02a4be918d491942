import { asObject } from '../../../catalog/checking/policies';
import { parseEntityRef } from '../../../catalog/entityRef';
import { KNOWN_ANNOTATIONS } from '../../catalogSchemas';
import { createProblem, type LanguageProblem } from '../languageProblem';
import type { DocumentFacts } from './documentCheck';

const KNOWN = new Map(KNOWN_ANNOTATIONS.map((annotation) => [annotation.name, annotation]));

/** Why a value does not do for what reads it. Each throws, or shows nothing, when it is used. */
const FORMS: Readonly<Record<string, (value: string) => string | undefined>> = {
  'backstage.io/techdocs-ref': (value) => whyNoLocation(value) ?? (/^(?:dir|url):/.test(value) ? undefined : 'TechDocs takes `dir:` and a folder, or `url:` and an address'),
  'backstage.io/source-location': whyNoLocation,
  'backstage.io/view-url': whyNoAddress,
  'backstage.io/edit-url': whyNoAddress,
  'backstage.io/techdocs-entity': whyNoRef,
  'backstage.io/source-template': whyNoRef,
  'github.com/project-slug': (value) => (/^[^/\s]+\/[^/\s]+$/.test(value) ? undefined : 'expected OWNER/REPOSITORY'),
};

/** Annotations that only the server should write, that have another name now, or whose value nothing can read. */
export function* checkAnnotations({ value, positions }: DocumentFacts): Iterable<LanguageProblem | undefined> {
  for (const [name, written] of Object.entries(asObject(asObject(value['metadata'])['annotations']))) {
    const path = ['metadata', 'annotations', name];
    const known = KNOWN.get(name);
    if (known?.writtenByBackstage) {
      const message = `${name} is written by the catalog server. ${name.endsWith('/orphan') ? 'It means nothing in a file' : 'Written by hand, it takes the place of the true one, and refreshing and unregistering go astray'}: remove it.`;
      yield createProblem('annotation/server-only', { message, range: positions.key(path), tag: 'unnecessary' });
    } else if (known?.deprecated) {
      const message = `${name} is deprecated. ${known.replacedBy === undefined ? known.description : `Use ${known.replacedBy}.`}`;
      yield createProblem('annotation/deprecated', { message, range: positions.key(path), tag: 'deprecated' });
    }
    const reason = typeof written === 'string' && Object.hasOwn(FORMS, name) ? FORMS[name]?.(written) : undefined;
    if (reason !== undefined) {
      yield createProblem('annotation/value', { message: `${name}: ${reason}.`, range: positions.value(path) });
    }
  }
}

/** Source: `parseLocationRef` of @backstage/catalog-model, with its words. */
function whyNoLocation(value: string): string | undefined {
  const split = value.indexOf(':');
  const [type, target] = [value.slice(0, Math.max(split, 0)).trim(), value.slice(split + 1).trim()];
  if (split < 0 || type === '' || target === '') {
    return `Unable to parse location ref '${value}', expected '<type>:<target>', e.g. 'url:https://host/path'`;
  }
  return type === 'http' || type === 'https' ? `Invalid location ref '${value}', please prefix it with 'url:', e.g. 'url:${value}'` : undefined;
}

function whyNoAddress(value: string): string | undefined {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) ? undefined : 'expected a web address, which the pages of the entity link to';
}

function whyNoRef(value: string): string | undefined {
  return parseEntityRef(value, { kind: 'component' }) ? undefined : 'expected an entity reference, [kind:][namespace/]name';
}
