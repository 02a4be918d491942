import { dirName, resolveUri } from '../../../base/uri';
import { DEFAULT_NAMESPACE, type EntityRef } from '../../../catalog/entityRef';
import { refAt } from '../../references';
import { textAt } from '../catalogContext';
import { lineEndOf } from './documentEdits';
import type { FixContext, FixProvider } from './fixProvider';

/** What the least of an entity says, by kind. */
const SPECS: Readonly<Record<string, { readonly kind: string; readonly spec: (owner: string) => readonly string[] }>> = {
  group: { kind: 'Group', spec: () => ['type: team', 'children: []'] },
  user: { kind: 'User', spec: () => ['memberOf: []'] },
  system: { kind: 'System', spec: (owner) => [`owner: ${owner}`] },
  domain: { kind: 'Domain', spec: (owner) => [`owner: ${owner}`] },
  component: { kind: 'Component', spec: (owner) => ['type: service', 'lifecycle: experimental', `owner: ${owner}`] },
  resource: { kind: 'Resource', spec: (owner) => ['type: database', `owner: ${owner}`] },
};
/** Files of these can be made. */
const WRITABLE = /^(?:file|vscode-remote|vscode-vfs):/;

/** Writes the entity that a ref names, as a document of the same file or in a file beside it. */
export const fixByNewEntity: FixProvider = function* ({ range }, context) {
  const { document, schemas, end, uri } = context;
  const ref = refAt(document, schemas, range.start)?.ref;
  const known = ref && SPECS[ref.kind.toLowerCase()];
  if (!ref || !known || !/^[A-Za-z0-9][\w.-]*$/.test(ref.name)) {
    return;
  }
  const lineEnd = lineEndOf(document);
  const text = toText(ref, known, context).join(lineEnd);
  yield { title: `Add ${known.kind} ${ref.name} to this file`, edits: [{ range: { start: end, end }, newText: `${end.character > 0 ? lineEnd : ''}---${lineEnd}${text}${lineEnd}` }] };
  if (WRITABLE.test(uri)) {
    const file = `${ref.name.toLowerCase()}.yaml`;
    yield { title: `Create ${known.kind} ${ref.name} in ${file}, for a Location to point to`, edits: [], creates: [{ uri: resolveUri(dirName(uri), encodeURIComponent(file)), text: `${text}${lineEnd}` }] };
  }
};

function toText({ name, namespace }: EntityRef, { kind, spec }: (typeof SPECS)[string], { document }: FixContext): readonly string[] {
  const owner = textAt(document, ['spec', 'owner']) ?? 'unknown';
  return [
    'apiVersion: backstage.io/v1alpha1',
    `kind: ${kind}`,
    'metadata:',
    `  name: ${name}`,
    ...(namespace === DEFAULT_NAMESPACE ? [] : [`  namespace: ${namespace}`]),
    'spec:',
    ...spec(owner === name ? 'unknown' : owner).map((line) => `  ${line}`),
  ];
}
