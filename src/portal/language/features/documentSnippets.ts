import { sortKey, type CompletionItem } from '../completionItem';
import type { CompletionScope } from '../completionScope';
import { typesOf, type JsonSchema } from '../jsonSchema';
import { valuesOf, type KindSchema } from '../kindSchemas';

/** Texts that schemas' examples list because they are customary. */
const CUSTOMARY = new Set(['type', 'lifecycle']);
/** What a kind is of no use without, though its schema does without it. */
const USUAL: Readonly<Record<string, readonly string[]>> = { Location: ['targets'], User: ['memberOf'] };
/** What stands for a value until somebody writes it. */
const SAMPLES: Readonly<Record<string, string>> = { targets: './*/catalog-info.yaml' };

/** Whole documents, one of each kind, where a document has nothing yet: what the kind requires, with a stop at each value. */
export function documentSnippets(scope: CompletionScope): CompletionItem[] {
  const { cursor, document, schemas } = scope;
  const isFirst = cursor.token.range.start.character === 0 && cursor.path.length === 0;
  if (!isFirst || !cursor.key || document.outline.nodes.length > 0) {
    return [];
  }
  return schemas.kinds.map((kind, index) => {
    const insertText = toSnippet(kind, scope);
    return {
      label: `New ${kind.kind}`,
      kind: 'snippet',
      detail: 'whole document',
      documentation: [...(kind.description === undefined ? [] : [kind.description]), `\`\`\`yaml\n${toPreview(insertText)}\n\`\`\``].join('\n\n'),
      insertText,
      snippet: true,
      range: cursor.token.range,
      sortText: sortKey(0, index),
      filterText: `${kind.kind} New ${kind.kind}`,
    };
  });
}

function toSnippet(kind: KindSchema, scope: CompletionScope): string {
  const stops = { last: 0 };
  const stop = (sample = ''): string => `\${${++stops.last}${sample === '' ? '' : `:${escape(sample)}`}}`;
  const repository = scope.projectSlug?.split('/')[1] ?? '';
  const name = kind.kind === 'Component' && /^[A-Za-z0-9][\w.-]*$/.test(repository) ? repository : `my-${kind.kind.toLowerCase()}`;
  const head = [`apiVersion: ${kind.apiVersions[0] ?? 'backstage.io/v1alpha1'}`, `kind: ${kind.kind}`, 'metadata:', `  name: ${stop(name)}`, `  description: ${stop('What it is, in a sentence')}`];
  const nodes = scope.schemas.at({ kind: kind.kind, type: undefined }, ['spec']);
  const required = [...new Set([...nodes.flatMap(({ schema, certain }) => (certain ? (schema.required ?? []) : [])), ...(USUAL[kind.kind] ?? [])])];
  const fields = required.flatMap((key) => fieldLines(key, kind, scope, stop));
  return [...head, ...(fields.length > 0 ? ['spec:', ...fields] : []), '$0'].join('\n');
}

function fieldLines(key: string, { kind }: KindSchema, { schemas }: CompletionScope, stop: (sample?: string) => string): readonly string[] {
  const nodes = schemas.at({ kind, type: undefined }, ['spec', key]);
  const types = typesOf(nodes);
  if (key === 'definition') {
    return ['  definition:', `    \\$text: ${stop('./openapi.yaml')}`];
  }
  if (!types.has('array')) {
    return [`  ${key}: ${stop(sampleOf(key, nodes.map(({ schema }) => schema)) ?? SAMPLES[key])}`];
  }
  if (key === 'children') {
    return [`  ${key}: [${stop()}]`];
  }
  const items = schemas.at({ kind, type: undefined }, ['spec', key, 0]);
  const itemKeys = typesOf(items).has('object') ? [...new Set(items.flatMap(({ schema, certain }) => (certain ? (schema.required ?? []) : [])))] : [];
  const [first, ...others] = itemKeys;
  return first === undefined ? [`  ${key}:`, `    - ${stop(SAMPLES[key])}`] : [`  ${key}:`, `    - ${first}: ${stop()}`, ...others.map((other) => `      ${other}: ${stop()}`)];
}

/** The first customary or enumerated value. */
function sampleOf(key: string, schemas: readonly JsonSchema[]): string | undefined {
  const values = [...schemas.flatMap((schema) => valuesOf({ schema, root: schema, certain: true })), ...(CUSTOMARY.has(key) ? schemas.flatMap(({ examples }) => examples ?? []) : [])];
  return values.find((value) => typeof value === 'string');
}

function escape(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** A snippet as it reads before anything is filled in. */
function toPreview(snippet: string): string {
  return snippet.replace(/\$\{\d+(?::((?:\\.|[^}\\])*))?\}/g, (_, sample: string | undefined) => sample ?? '').replace(/\n?\$0/, '').replace(/\\([\\$}])/g, '$1');
}
