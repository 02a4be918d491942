import { annotationText } from './annotationText';
import { KNOWN_ANNOTATIONS } from './catalogSchemas';
import { sortKey, toYamlScalar, type CompletionItem } from './completionItem';
import type { CompletionScope } from './completionScope';
import { typesOf, type SchemaNode } from './jsonSchema';
import { valuesOf } from './kindSchemas';
import { keysOf, nodeAt } from './outlineNode';
import { refFieldOf } from './refFields';
import { inUse } from './vocabulary';

interface KeyOffer {
  readonly key: string;
  readonly required: boolean;
  readonly detail?: string;
  readonly documentation?: string;
  readonly deprecated?: boolean;
}

/** Keys that the mapping at the cursor can have and has not. */
export function completeKeys(scope: CompletionScope): CompletionItem[] {
  const { cursor, document } = scope;
  if (!cursor.key) {
    return [];
  }
  const container = nodeAt(document.outline.root, cursor.path);
  const present = new Set(keysOf(container));
  if (cursor.key.current) {
    present.delete(cursor.key.current.key);
  }
  const offers = [...schemaOffers(scope), ...freeOffers(scope), ...placeholderOffers(scope)].filter(({ key }) => !present.has(key));
  return offers.map((offer, index) => toItem(scope, offer, index));
}

function schemaOffers(scope: CompletionScope): KeyOffer[] {
  const nodes = scope.schemas.at(scope.document, scope.cursor.path);
  const offers = new Map<string, KeyOffer>();
  for (const { schema } of nodes) {
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      if (!offers.has(key) && typeof property === 'object' && property.serverOnly !== true) {
        const required = nodes.some((node) => node.certain && node.schema.required?.includes(key) === true);
        const description = scope.schemas.at(scope.document, [...scope.cursor.path, key]).find((node) => node.schema.description)?.schema.description;
        offers.set(key, { key, required, ...(required ? { detail: 'required' } : {}), ...(description === undefined ? {} : { documentation: description }) });
      }
    }
  }
  return [...offers.values()].sort((a, b) => Number(b.required) - Number(a.required));
}

/** Keys of mappings that are open to any: annotations and labels. */
function freeOffers({ cursor, vocabulary }: CompletionScope): KeyOffer[] {
  const place = cursor.path.join('.');
  if (place === 'metadata.labels') {
    return vocabulary().labels.map(({ word, count }) => ({ key: word, required: false, detail: inUse(count) }));
  }
  if (place !== 'metadata.annotations') {
    return [];
  }
  const known = KNOWN_ANNOTATIONS.filter((annotation) => annotation.writtenByBackstage !== true);
  const names = new Set(KNOWN_ANNOTATIONS.map(({ name }) => name));
  return [
    ...known.map((annotation) => ({ key: annotation.name, required: false, deprecated: annotation.deprecated === true, documentation: annotationText(annotation) })),
    ...vocabulary().annotations.flatMap(({ word, count }) => (names.has(word) ? [] : [{ key: word, required: false, detail: inUse(count) }])),
  ];
}

const PLACEHOLDERS: readonly KeyOffer[] = [
  { key: '$text', required: false, detail: 'out of a file', documentation: 'The text of a file, by its path from here or its address: an API definition, say.' },
  { key: '$json', required: false, detail: 'out of a file', documentation: 'What a JSON file says, by its path from here or its address.' },
  { key: '$yaml', required: false, detail: 'out of a file', documentation: 'What a YAML file says, by its path from here or its address.' },
];

/** In the place of a definition that stands in a file of its own; a placeholder is a mapping with that key alone. */
function placeholderOffers({ cursor, document }: CompletionScope): readonly KeyOffer[] {
  const { path } = cursor;
  const isEmpty = keysOf(nodeAt(document.outline.root, path)).every((key) => key === cursor.key?.current?.key);
  return path.join('.') === 'spec.definition' && isEmpty && !cursor.flow ? PLACEHOLDERS : [];
}

function toItem(scope: CompletionScope, offer: KeyOffer, index: number): CompletionItem {
  const { cursor } = scope;
  const written = cursor.token.quote ? offer.key : toYamlScalar(offer.key, cursor.flow);
  const bare = cursor.key?.hasColon === true || cursor.token.quote !== undefined;
  const nodes = scope.schemas.at(scope.document, [...cursor.path, offer.key]);
  const body = bare ? { text: written, snippet: false } : toBody(scope, written, offer.key, nodes);
  return {
    label: offer.key,
    kind: 'key',
    insertText: body.text,
    snippet: body.snippet,
    range: cursor.token.range,
    sortText: sortKey(offer.required ? 0 : offer.deprecated === true ? 2 : 1, index),
    ...(offer.detail === undefined ? {} : { detail: offer.detail }),
    ...(offer.documentation === undefined ? {} : { documentation: offer.documentation }),
    ...(offer.deprecated === true ? { deprecated: true } : {}),
    ...(!bare && isKnownValue(scope, offer.key, nodes) ? { suggestAgain: true } : {}),
  };
}

/** Whether something is known to be offered for the value of a key. */
function isKnownValue(scope: CompletionScope, key: string, nodes: readonly SchemaNode[]): boolean {
  const { path } = scope.cursor;
  const isEnumerated = nodes.some((node) => valuesOf(node).length > 0 || node.schema.type === 'boolean');
  const items = typesOf(nodes).has('array') ? scope.schemas.at(scope.document, [...path, key, 0]) : nodes;
  return key.startsWith('$') || isEnumerated || refFieldOf(items) !== undefined || ['type', 'lifecycle', 'icon', 'namespace', 'tags'].includes(key) || path.join('.') === 'metadata.annotations';
}

/** The key with what its value must have: an empty item, the required keys of a mapping. */
function toBody(scope: CompletionScope, written: string, key: string, nodes: readonly SchemaNode[]): { text: string; snippet: boolean } {
  const { cursor } = scope;
  const name = escapeSnippet(written);
  const types = typesOf(nodes);
  if (key === 'definition' && !cursor.flow) {
    // Definitions are long, and stand in files of their own.
    return { text: `${name}:\n${' '.repeat((cursor.key?.extraIndent ?? 0) + 2)}\\$text: \${1:./openapi.yaml}`, snippet: true };
  }
  if (types.has('array')) {
    const items = scope.schemas.at(scope.document, [...cursor.path, key, 0]);
    const indent = ' '.repeat((cursor.key?.extraIndent ?? 0) + 2);
    return cursor.flow
      ? { text: `${name}: [$0]`, snippet: true }
      : { text: `${name}:\n${indent}- ${typesOf(items).has('object') ? requiredBody(items, `${indent}  `) : '$0'}`, snippet: true };
  }
  if (types.has('object')) {
    const indent = ' '.repeat((cursor.key?.extraIndent ?? 0) + 2);
    return cursor.flow ? { text: `${name}: {$0}`, snippet: true } : { text: `${name}:\n${indent}${requiredBody(nodes, indent)}`, snippet: true };
  }
  return { text: `${written}: `, snippet: false };
}

function requiredBody(nodes: readonly SchemaNode[], indent: string): string {
  const keys = [...new Set(nodes.flatMap((node) => (node.certain ? (node.schema.required ?? []) : [])))];
  const properties = nodes.flatMap((node) => Object.entries(node.schema.properties ?? {}));
  const lines = keys.map((key, index) => {
    const property = properties.find(([name]) => name === key)?.[1];
    const isList = typeof property === 'object' && property.type === 'array';
    return isList ? `${escapeSnippet(key)}: [$${index + 1}]` : `${escapeSnippet(key)}: $${index + 1}`;
  });
  return lines.length > 0 ? lines.join(`\n${indent}`) : '$0';
}

function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
