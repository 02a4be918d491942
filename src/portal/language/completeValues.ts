import type { JsonValue } from '../catalog/entity';
import { KNOWN_ANNOTATIONS } from './catalogSchemas';
import { sortKey } from './completionItem';
import type { CompletionScope } from './completionScope';
import { valuesOf } from './kindSchemas';
import { nodeAt, scalarsOf, type Path } from './outlineNode';
import { inUse, type Usage } from './vocabulary';

/** A value to offer, before it is put into the form that its place asks for. */
export interface ValueOffer {
  readonly value: string;
  readonly kind: 'value' | 'reference';
  readonly sortText: string;
  /** Whether it stands for itself (`true`, a number) and must not be quoted. */
  readonly literal?: boolean;
  readonly detail?: string;
  readonly documentation?: string;
  readonly filterText?: string;
  readonly deprecated?: boolean;
}

/** Texts that the schemas' examples list because they are customary, not just to show the form. */
const CUSTOMARY = new Set(['type', 'lifecycle', 'icon']);

const LIFECYCLES: Readonly<Record<string, string>> = {
  experimental: 'Early and not yet relied upon: it may change or vanish without notice.',
  production: 'In use, owned and maintained.',
  deprecated: 'On its way out: nothing new should depend on it.',
};

/** Values other than entity refs for a place of an entity. */
export function valueOffers(scope: CompletionScope, path: Path): ValueOffer[] {
  const { document, schemas, vocabulary } = scope;
  const place = path.map((segment) => (typeof segment === 'number' ? '*' : segment)).join('.');
  switch (place) {
    case 'kind': {
      const version = document.apiVersion;
      const matching = schemas.kinds.filter(({ apiVersions }) => version !== undefined && apiVersions.includes(version));
      return (matching.length > 0 ? matching : schemas.kinds).map(({ kind, description }, index) => offer(kind, 0, index, description === undefined ? {} : { documentation: description }));
    }
    case 'apiVersion': {
      const ofKind = schemas.kinds.filter(({ kind }) => kind.toLowerCase() === document.kind?.toLowerCase());
      const versions = (ofKind.length > 0 ? ofKind : schemas.kinds).flatMap(({ apiVersions }) => apiVersions);
      return [...new Set(versions)].map((version, index) => offer(version, 0, index));
    }
    case 'metadata.namespace':
      return fromUsage(vocabulary().namespaces, 0);
    case 'metadata.tags.*': {
      const present = new Set(scalarsOf(nodeAt(document.outline.root, path.slice(0, -1))));
      return fromUsage(vocabulary().tags, 0).filter(({ value }) => value === scope.cursor.token.prefix || !present.has(value));
    }
    case 'spec.lifecycle':
      return withUsage(schemaOffers(scope, path), vocabulary().lifecycles);
    case 'spec.type':
      return withUsage(schemaOffers(scope, path), vocabulary().types(document.kind));
    default:
      return place.startsWith('metadata.annotations.') ? annotationOffers(scope, String(path.at(-1))) : schemaOffers(scope, path);
  }
}

function schemaOffers(scope: CompletionScope, path: Path): ValueOffer[] {
  const nodes = scope.schemas.at(scope.document, path);
  const key = path.findLast((segment) => typeof segment === 'string');
  const fallback = nodes.find(({ schema }) => schema.default !== undefined)?.schema.default;
  const fixed: readonly JsonValue[] = nodes.flatMap((node) => [...valuesOf(node), ...(node.schema.type === 'boolean' ? [true, false] : [])]);
  const customary: readonly JsonValue[] = typeof key === 'string' && CUSTOMARY.has(key) ? nodes.flatMap(({ schema }) => schema.examples ?? []) : [];
  const values = [...new Set([...fixed, ...customary].filter((value) => typeof value !== 'object' || value === null))];
  return values.map((value, index) =>
    offer(String(value), 0, index, {
      ...(typeof value === 'string' ? {} : { literal: true }),
      ...(value === fallback ? { detail: 'default' } : {}),
      ...(key === 'lifecycle' && LIFECYCLES[String(value)] !== undefined ? { documentation: LIFECYCLES[String(value)] } : {}),
    }),
  );
}

function annotationOffers({ projectSlug }: CompletionScope, key: string): ValueOffer[] {
  if (projectSlug !== undefined && key === 'github.com/project-slug') {
    return [offer(projectSlug, 0, 0, { detail: 'this repository' })];
  }
  const known = KNOWN_ANNOTATIONS.find(({ name }) => name === key);
  return key === 'backstage.io/techdocs-ref' || key === 'backstage.io/code-coverage' ? (known?.examples ?? []).map((value, index) => offer(value, 0, index)) : [];
}

/** Known values first, then those the catalog uses besides. */
function withUsage(known: readonly ValueOffer[], used: readonly Usage[]): ValueOffer[] {
  const counts = new Map(used.map(({ word, count }) => [word, count]));
  const values = new Set(known.map(({ value }) => value));
  return [
    ...known.map((each) => {
      const count = counts.get(each.value);
      return count === undefined ? each : { ...each, detail: inUse(count) };
    }),
    ...fromUsage(used.filter(({ word }) => !values.has(word)), 1),
  ];
}

function fromUsage(used: readonly Usage[], group: number): ValueOffer[] {
  return used.map(({ word, count }, index) => offer(word, group, index, { detail: inUse(count) }));
}

function offer(value: string, group: number, index: number, more: Partial<ValueOffer> = {}): ValueOffer {
  return { value, kind: 'value', sortText: sortKey(group, index), ...more };
}
