import type { CatalogEntity } from '../catalog/entity';
import { DEFAULT_NAMESPACE, parseEntityRef, shortenEntityRef, stringifyEntityRef, type EntityRef } from '../catalog/entityRef';
import { COMPLETION_LIMIT, sortKey } from './completionItem';
import type { CompletionScope } from './completionScope';
import type { ValueOffer } from './completeValues';
import { isDeprecated, specText, toCard } from './entityCard';
import { nodeAt, scalarsOf, type Path } from './outlineNode';
import { isBackstageVersion } from './recognize';
import type { RefField } from './refFields';

/** Kinds that things depend on, offered before others where any kind is allowed. */
const USUAL_KINDS = ['Component', 'Resource', 'API'];

interface Candidate {
  readonly ref: EntityRef;
  readonly full: string;
  readonly entity: CatalogEntity | undefined;
}

export interface RefOffers {
  readonly offers: readonly ValueOffer[];
  readonly isIncomplete: boolean;
}

/** Entities that a field can name, in the shortest form that means them there; what is typed decides how long it is. */
export function refOffers(scope: CompletionScope, field: RefField, path: Path): RefOffers {
  const { document, cursor } = scope;
  const prefix = cursor.token.prefix.toLowerCase();
  const namespace = document.namespace ?? DEFAULT_NAMESPACE;
  const defaults = { ...(field.defaultKind === undefined ? {} : { kind: field.defaultKind }), namespace };
  const leftOut = takenRefs(scope, path, defaults);
  const kinds = kindsFor(scope, field);
  const found: { candidate: Candidate; form: string; group: number }[] = [];
  let isIncomplete = false;

  kinds.forEach((kind, group) => {
    for (const candidate of candidatesOf(scope, kind)) {
      if (leftOut.has(candidate.full)) {
        continue;
      }
      const form = formFor(candidate.ref, defaults, prefix);
      if (prefix !== '' && !form.toLowerCase().includes(prefix) && !titleOf(candidate).toLowerCase().includes(prefix)) {
        // What is left out here may match once more is deleted.
        isIncomplete = true;
        continue;
      }
      if (found.length === COMPLETION_LIMIT) {
        isIncomplete = true;
        return;
      }
      found.push({ candidate, form, group: form.toLowerCase().startsWith(prefix) ? group : group + kinds.length });
    }
  });
  return { isIncomplete, offers: found.map(({ candidate, form, group }, index) => toOffer(candidate, form, sortKey(group, index))) };
}

function kindsFor({ graph, parsed }: CompletionScope, field: RefField): readonly string[] {
  if (field.allowedKinds) {
    return field.allowedKinds;
  }
  const present = new Map([...graph.kinds(), ...parsed.documents.flatMap(({ document }) => document.kind ?? [])].map((kind) => [kind.toLowerCase(), kind]));
  USUAL_KINDS.forEach((kind) => present.delete(kind.toLowerCase()));
  return [...USUAL_KINDS, ...present.values()];
}

/** The catalog's entities of a kind, and those of this file that it does not have yet. */
function* candidatesOf({ graph, parsed }: CompletionScope, kind: string): Iterable<Candidate> {
  const lowered = kind.toLowerCase();
  for (const { document } of parsed.documents) {
    if (document.name !== undefined && document.kind?.toLowerCase() === lowered && isBackstageVersion(document.apiVersion)) {
      const ref = { kind: document.kind, namespace: document.namespace ?? DEFAULT_NAMESPACE, name: document.name };
      const full = stringifyEntityRef(ref);
      if (!graph.get(full)) {
        yield { ref, full, entity: undefined };
      }
    }
  }
  for (const entity of graph.byKind(kind)) {
    const { metadata } = entity.entity;
    yield { ref: { kind: entity.entity.kind, namespace: metadata.namespace ?? DEFAULT_NAMESPACE, name: metadata.name }, full: entity.ref, entity };
  }
}

/** Refs that make no sense here: the entity itself, and what the list names already. */
function takenRefs({ document, cursor }: CompletionScope, path: Path, defaults: { kind?: string; namespace: string }): ReadonlySet<string> {
  const taken = new Set<string>();
  if (document.kind !== undefined && document.name !== undefined) {
    taken.add(stringifyEntityRef({ kind: document.kind, namespace: defaults.namespace, name: document.name }));
  }
  if (typeof path.at(-1) === 'number') {
    const list = nodeAt(document.outline.root, path.slice(0, -1));
    for (const text of scalarsOf(list)) {
      const ref = parseEntityRef(text, defaults);
      if (ref && text !== scalarAtCursor(document.outline.root, path) && text !== cursor.token.prefix) {
        taken.add(stringifyEntityRef(ref));
      }
    }
  }
  return taken;
}

function scalarAtCursor(root: Parameters<typeof nodeAt>[0], path: Path): string | undefined {
  return nodeAt(root, path)?.value?.text;
}

/** The shortest form, unless a kind or namespace is being typed. */
function formFor(ref: EntityRef, defaults: { kind?: string; namespace: string }, prefix: string): string {
  const colon = prefix.includes(':');
  const slash = prefix.includes('/');
  if (!colon && !slash) {
    return shortenEntityRef(ref, defaults);
  }
  return shortenEntityRef(ref, { ...(colon || defaults.kind === undefined ? {} : { kind: defaults.kind }), namespace: slash ? '' : defaults.namespace });
}

function titleOf({ entity }: Candidate): string {
  return entity?.entity.metadata.title ?? '';
}

function toOffer(candidate: Candidate, form: string, sortText: string): ValueOffer {
  const { entity } = candidate;
  const title = titleOf(candidate);
  if (!entity) {
    return { value: form, kind: 'reference', sortText, detail: 'in this file' };
  }
  const owner = specText(entity, 'owner');
  const detail = [...(title && title !== form ? [title] : []), ...(owner === undefined ? [] : [owner])].join(' · ');
  return {
    value: form,
    kind: 'reference',
    sortText,
    documentation: toCard(entity),
    ...(detail === '' ? {} : { detail }),
    ...(title === '' ? {} : { filterText: `${form} ${title}` }),
    ...(isDeprecated(entity) ? { deprecated: true } : {}),
  };
}
