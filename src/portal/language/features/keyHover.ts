import type { Range } from '../../catalog/entity';
import { KNOWN_ANNOTATIONS } from '../catalogSchemas';
import { annotationText } from '../annotationText';
import type { SchemaNode } from '../jsonSchema';
import { valuesOf, type KindSchemas } from '../kindSchemas';
import { pathOf, type OutlineNode, type Path } from '../outlineNode';
import type { DocumentText } from '../parsedText';
import { refFieldOf } from '../refFields';

/** What a key is for, in Markdown. Counts from the start of the document. */
export function keyHover(document: DocumentText, node: OutlineNode, schemas: KindSchemas): { readonly markdown: string; readonly range: Range } | undefined {
  const path = pathOf(node);
  const text = isAnnotation(path) ? annotationHelp(node.key) : schemaHelp(document, path, schemas);
  return text === undefined ? undefined : { markdown: text, range: node.range };
}

function isAnnotation(path: Path): boolean {
  return path.length === 3 && path[0] === 'metadata' && path[1] === 'annotations';
}

function annotationHelp(name: string): string | undefined {
  const known = KNOWN_ANNOTATIONS.find((annotation) => annotation.name === name);
  return known && `\`${name}\`\n\n${annotationText(known)}`;
}

function schemaHelp(document: DocumentText, path: Path, schemas: KindSchemas): string | undefined {
  const nodes = schemas.at(document, path);
  const description = nodes.find(({ schema }) => schema.description !== undefined)?.schema.description;
  if (description === undefined) {
    return undefined;
  }
  const key = path.at(-1);
  const isRequired = schemas.at(document, path.slice(0, -1)).some(({ schema, certain }) => certain && typeof key === 'string' && schema.required?.includes(key) === true);
  const facts = [...(isRequired ? ['Required.'] : []), ...refFacts(nodes, schemas.at(document, [...path, 0])), ...valueFacts(nodes)];
  return [`**${String(key)}**`, description, ...(facts.length > 0 ? [facts.join(' ')] : [])].join('\n\n');
}

function refFacts(nodes: readonly SchemaNode[], items: readonly SchemaNode[]): readonly string[] {
  const field = refFieldOf(nodes) ?? refFieldOf(items);
  if (!field) {
    return [];
  }
  const kinds = field.allowedKinds ? `Names a ${field.allowedKinds.join(' or ')}` : 'Names an entity of any kind';
  return [`${kinds}${field.defaultKind === undefined ? ', with its kind: `component:payment-service`.' : `; without a kind, a ${field.defaultKind}.`}`];
}

function valueFacts(nodes: readonly SchemaNode[]): readonly string[] {
  const values = [...new Set(nodes.flatMap(valuesOf).map(String))];
  const fallback = nodes.find(({ schema }) => schema.default !== undefined)?.schema.default;
  return [...(values.length > 1 ? [`One of ${values.map((value) => `\`${value}\``).join(', ')}.`] : []), ...(fallback === undefined ? [] : [`\`${typeof fallback === 'string' ? fallback : JSON.stringify(fallback)}\` where it is left out.`])];
}
