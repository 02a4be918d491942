import { DEFAULT_NAMESPACE, parseEntityRef, shortenEntityRef, stringifyEntityRef } from '../../../catalog/entityRef';
import { editDistance } from '../../editDistance';
import { refAt } from '../../references';
import type { LanguageProblem, ProblemFix } from '../languageProblem';
import { nodeOn } from './documentEdits';
import type { FixContext, FixProvider } from './fixProvider';

/** Kinds that `dependsOn` is for, in the order in which they are offered where the catalog knows none of the name. */
const USUAL = ['component', 'resource'];

/** What the problem itself proposes. */
export const fixBySuggestion: FixProvider = function* ({ suggestions = [], range }) {
  for (const [index, newText] of suggestions.entries()) {
    yield { title: `Replace with ${newText}`, edits: [{ range, newText }], preferred: index === 0 };
  }
};

/** A text that YAML takes for something else. */
export const fixByQuotes: FixProvider = function* ({ message, range }, { document }) {
  const value = nodeOn(document, range.start)?.value;
  if (/must be string\b/.test(message) && value?.style === 'plain' && value.range.start.line === value.range.end.line) {
    const quoted = `"${value.text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
    yield { title: `Put quotes around it: ${quoted}`, edits: [{ range: value.range, newText: quoted }], preferred: true };
  }
};

/** One value where a list is wanted. */
export const fixByList: FixProvider = function* ({ message, range }, { document }) {
  const value = nodeOn(document, range.start)?.value;
  if (/must be array\b/.test(message) && value && ['plain', 'single', 'double'].includes(value.style) && value.range.start.line === value.range.end.line) {
    yield { title: 'Make a list of it', edits: [{ range: { start: range.start, end: range.start }, newText: '[' }, { range: { start: range.end, end: range.end }, newText: ']' }], preferred: true };
  }
};

/** A ref without its kind, or with one that the field does not take: that of what the catalog has by this name. */
export const fixKindOfRef: FixProvider = function* (problem, { document, schemas, graph }) {
  const use = refAt(document, schemas, problem.range.start) ?? refAt(document, schemas, { ...problem.range.start, character: problem.range.start.character + 1 });
  const written = use && parseEntityRef(use.text, { kind: use.field.defaultKind ?? '?', namespace: document.namespace ?? DEFAULT_NAMESPACE });
  if (!use || !written || (problem.code === 'relations/reference' && !problem.message.includes('had missing or empty kind'))) {
    return;
  }
  const namespace = document.namespace ?? DEFAULT_NAMESPACE;
  const kinds = (use.field.allowedKinds ?? graph.kinds()).map((kind) => kind.toLowerCase());
  const found = kinds.filter((kind) => graph.get(stringifyEntityRef({ ...written, kind })));
  const offered = found.length > 0 ? found : problem.code === 'relations/reference' ? USUAL : [];
  for (const kind of offered) {
    const newText = shortenEntityRef({ ...written, kind }, { ...(use.field.defaultKind !== undefined && { kind: use.field.defaultKind }), namespace });
    yield { title: `Write ${newText}`, edits: [{ range: use.range, newText }], preferred: found.length === 1 };
  }
};

/** A kind that does not exist, or a version that it does not have. */
export const fixKind: FixProvider = function* (problem, { document, schemas }) {
  const node = nodeOn(document, problem.range.start);
  const text = node?.value?.text ?? '';
  if (!node?.value || node.parent?.kind !== 'root') {
    return;
  }
  const names = node.key === 'kind' ? nearestKinds(text, schemas) : node.key === 'apiVersion' ? (schemas.kinds.find(({ kind }) => kind === document.kind)?.apiVersions ?? []) : [];
  for (const [index, newText] of names.entries()) {
    yield { title: `Replace with ${newText}`, edits: [{ range: node.value.range, newText }], preferred: index === 0 };
  }
};

function nearestKinds(text: string, { kinds }: FixContext['schemas']): readonly string[] {
  const near = kinds.flatMap(({ kind }) => {
    const distance = editDistance(kind.toLowerCase(), text.toLowerCase(), 2);
    return distance === undefined ? [] : [{ kind, distance }];
  });
  return near.sort((a, b) => a.distance - b.distance).map(({ kind }) => kind);
}

/** What is left of a text when all is taken out of it that its format does not allow. */
const FORMS: Readonly<Record<string, (text: string) => string>> = {
  'policy/name': (text) => text.replace(/[^A-Za-z0-9_.-]+/g, '-').slice(0, 63).replace(/^[-_.]+|[-_.]+$/g, ''),
  'policy/namespace': (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 63).replace(/^-+|-+$/g, ''),
  'policy/tag': (text) => text.toLowerCase().replace(/[^a-z0-9:+#]+/g, '-').slice(0, 63).replace(/^-+|-+$/g, ''),
  'policy/label-value': (text) => text.replace(/[^A-Za-z0-9_.-]+/g, '-').slice(0, 63).replace(/^[-_.]+|[-_.]+$/g, ''),
  'policy/link-url': (text) => (/^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(text) ? `https://${text}` : ''),
};

/** A text of the wrong form. */
export const fixForm: FixProvider = function* ({ code, range }, { document }): Iterable<ProblemFix> {
  const node = nodeOn(document, range.start);
  const text = node?.value && ['plain', 'single', 'double'].includes(node.value.style) ? node.value.text : undefined;
  const newText = text === undefined ? undefined : FORMS[code]?.(text);
  if (node?.value && newText && newText !== text) {
    yield { title: `Replace with ${newText}`, edits: [{ range: node.value.range, newText }], preferred: true };
  }
};

/** `$yaml` or `$json` for a definition, which its kind says is no text. */
export const fixStructuredDefinition: FixProvider = function* ({ message }: LanguageProblem, { document }) {
  const definition = document.outline.root.children.find(({ key }) => key === 'spec')?.children.find(({ key }) => key === 'definition');
  const placeholder = definition?.children.find(({ key }) => key === '$yaml' || key === '$json');
  if (placeholder && message.startsWith('/spec/definition')) {
    yield { title: 'Replace with $text', edits: [{ range: placeholder.range, newText: '$text' }], preferred: true };
  }
};
