import { baseName, dirName } from '../../../base/uri';
import type { CatalogQuery } from '../../../catalog/query';
import { valuesOf } from '../../kindSchemas';
import { editDistance } from '../../editDistance';
import { nodeAt, type Path } from '../../outlineNode';
import { typesOf } from '../../jsonSchema';
import { textAt } from '../catalogContext';
import { addEntry } from './documentEdits';
import type { FixContext, FixProvider } from './fixProvider';

const MISSING = /(<root>|\/\S*) must have required property '([^']+)'/;
/** Owners that are offered. */
const MOST_OWNERS = 3;

/** Adds what a kind requires, or gives it its right name where it is written almost so. */
export const fixRequiredField: FixProvider = function* ({ message }, context) {
  const [, pointer = '', name = ''] = MISSING.exec(message) ?? [];
  if (name === '') {
    return;
  }
  const { document } = context;
  const path = pointer === '<root>' ? [] : toPath(pointer);
  const like = nodeAt(document.outline.root, path)?.children.find(({ kind, key }) => kind === 'entry' && key !== name && (key.toLowerCase() === name.toLowerCase() || (name.length > 4 && editDistance(key, name, 1) !== undefined)));
  if (like) {
    yield { title: `Rename ${like.key} to ${name}`, edits: [{ range: like.range, newText: name }], preferred: true };
    return;
  }
  for (const [index, value] of valuesFor([...path, name], context).entries()) {
    const edit = addEntry(document, path, `${name}:${value}`);
    if (edit) {
      yield { title: `Add ${name}:${value.includes('\n') ? '' : value}`, edits: [edit], preferred: index === 0 };
    }
  }
};

function toPath(pointer: string): Path {
  return pointer.split('/').slice(1).map((segment) => (/^\d+$/.test(segment) ? Number(segment) : segment.replaceAll('~1', '/').replaceAll('~0', '~')));
}

/** What may stand behind the colon, the likeliest first. */
function valuesFor(path: Path, context: FixContext): readonly string[] {
  const { document, schemas } = context;
  const name = path.at(-1);
  const place = path.join('.');
  if (place === 'spec.owner') {
    return ownersFor(context).map((owner) => ` ${owner}`);
  }
  if (place === 'metadata') {
    return [`\n  name: ${nameFor(context)}`];
  }
  if (place === 'metadata.name') {
    return [` ${nameFor(context)}`];
  }
  if (place === 'apiVersion') {
    return [` ${schemas.kinds.find(({ kind }) => kind === document.kind)?.apiVersions[0] ?? 'backstage.io/v1alpha1'}`];
  }
  if (place === 'kind') {
    return [' Component'];
  }
  if (place === 'spec.definition') {
    return ['\n  $text: ./openapi.yaml'];
  }
  const nodes = schemas.at(document, path);
  if (place === 'spec') {
    const required = [...new Set(nodes.flatMap(({ schema, certain }) => (certain ? (schema.required ?? []) : [])))];
    return [required.length === 0 ? ' {}' : required.map((field) => `\n  ${field}:${(valuesFor(['spec', field], context)[0] ?? '').replaceAll('\n', '\n  ')}`).join('')];
  }
  const [proposed] = nodes.flatMap((node) => [...valuesOf(node), ...(node.schema.examples ?? [])]).filter((value) => typeof value === 'string');
  const types = typesOf(nodes);
  return [types.has('array') ? ' []' : proposed !== undefined ? ` ${proposed}` : types.has('object') ? ' {}' : ` ${String(name)}`];
}

/** The name of the folder, in the form of a name. */
function nameFor({ uri }: FixContext): string {
  const name = baseName(dirName(uri)).toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return name === '' ? 'my-component' : name.slice(0, 63);
}

const owners = new WeakMap<CatalogQuery, readonly string[]>();

/** Those of the other documents of the file first, then those who own most of the catalog. */
function ownersFor({ siblings, graph }: FixContext): readonly string[] {
  const beside = siblings.flatMap((document) => textAt(document, ['spec', 'owner']) ?? []);
  const known = owners.get(graph) ?? frequentOwners(graph);
  owners.set(graph, known);
  const all = [...new Set([...beside, ...known])].slice(0, MOST_OWNERS);
  return all.length > 0 ? all : ['unknown'];
}

function frequentOwners(graph: CatalogQuery): readonly string[] {
  const counts = new Map<string, number>();
  for (const { facets } of graph.all()) {
    if (facets.owner !== undefined) {
      counts.set(facets.owner, (counts.get(facets.owner) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_OWNERS).map(([owner]) => owner.replace(/^group:(?:default\/)?/, '').replace(/^user:default\//, 'user:'));
}
