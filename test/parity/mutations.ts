/** One way to break a valid entity: the text after it, and the line (from 0) that is wrong then. */
export interface Mutated {
  readonly text: string;
  readonly line: number;
}
/** @returns `undefined` where the document has nothing that it can break */
export type Mutation = (text: string) => Mutated | undefined;

function onLine(text: string, pattern: RegExp, replacement: string, shift = 0): Mutated | undefined {
  const lines = text.split('\n');
  const line = lines.findIndex((each) => pattern.test(each));
  return line < 0 ? undefined : { text: lines.with(line, (lines[line] ?? '').replace(pattern, replacement)).join('\n'), line: line + shift };
}

/** Puts lines behind the first that matches. */
function behind(text: string, pattern: RegExp, added: readonly string[], shift = 0): Mutated | undefined {
  const lines = text.split('\n');
  const line = lines.findIndex((each) => pattern.test(each));
  return line < 0 ? undefined : { text: lines.toSpliced(line + 1, 0, ...added).join('\n'), line: line + 1 + shift };
}

const NAME = /^( {2}name:).*$/;
const KIND = /^(kind:).*$/;
const VERSION = /^(apiVersion:).*$/;
const METADATA = /^metadata:\s*$/;
const has = (key: string) => (text: string): boolean => new RegExp(`^ {2}${key}:`, 'm').test(text);
const without = (key: string, mutation: Mutation): Mutation => (text) => (has(key)(text) ? undefined : mutation(text));
const inMetadata = (key: string, lines: readonly string[], shift: number): Mutation => without(key, (text) => behind(text, METADATA, lines, shift));
const ofKind = (kinds: readonly string[], mutation: Mutation): Mutation => (text) => (kinds.includes(/^kind:\s*["']?(\w+)/m.exec(text)?.[1] ?? '') ? mutation(text) : undefined);
const OWNED = ['Component', 'API', 'Resource', 'System', 'Domain'];
const STAGED = ['Component', 'API'];
const field = (name: string): RegExp => new RegExp(`^( {2}${name}:)\\s+[^\\s|>{\\[&*!].*$`);
const nameAs = (value: string): Mutation => (text) => onLine(text, NAME, `$1 ${value}`);

/** What Backstage refuses, each by one change of a line. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  nameWithSpace: nameAs('"a b"'),
  nameWithSlash: nameAs('a/b'),
  nameWithColon: nameAs('"a:b"'),
  nameTooLong: nameAs('a'.repeat(64)),
  nameBeginsWithHyphen: nameAs('"-a"'),
  nameEndsWithDot: nameAs('a.'),
  nameIsNumber: nameAs('42'),
  nameIsBoolean: nameAs('true'),
  nameIsEmpty: nameAs('""'),
  nameIsNull: nameAs('null'),
  nameIsList: nameAs('[a]'),
  nameIsMap: nameAs('{a: b}'),
  nameInOtherScript: nameAs('größe'),
  kindIsNumber: (text) => onLine(text, KIND, '$1 42'),
  kindIsEmpty: (text) => onLine(text, KIND, '$1 ""'),
  kindIsUnknown: (text) => onLine(text, KIND, '$1 Gadget'),
  kindHasSpace: (text) => onLine(text, KIND, '$1 "My Component"'),
  kindIsList: (text) => onLine(text, KIND, '$1 [Component]'),
  versionIsNumber: (text) => onLine(text, VERSION, '$1 1'),
  versionIsEmpty: (text) => onLine(text, VERSION, '$1 ""'),
  versionIsUnknown: (text) => onLine(text, VERSION, '$1 backstage.io/v9'),
  versionHasTwoSlashes: (text) => onLine(text, VERSION, '$1 backstage.io/a/b'),
  namespaceWithSpace: inMetadata('namespace', ['  namespace: "a b"'], 0),
  namespaceWithSlash: inMetadata('namespace', ['  namespace: "a/b"'], 0),
  namespaceIsNumber: inMetadata('namespace', ['  namespace: 7'], 0),
  namespaceTooLong: inMetadata('namespace', [`  namespace: ${'a'.repeat(64)}`], 0),
  titleIsNumber: inMetadata('title', ['  title: 7'], 0),
  titleIsList: inMetadata('title', ['  title: [a]'], 0),
  descriptionIsNumber: inMetadata('description', ['  description: 7'], 0),
  descriptionIsMap: inMetadata('description', ['  description: {a: b}'], 0),
  labelsAreList: inMetadata('labels', ['  labels: [a]'], 0),
  labelWithSpace: inMetadata('labels', ['  labels:', '    a: "b c"'], 1),
  labelIsNumber: inMetadata('labels', ['  labels:', '    a: 1'], 1),
  labelKeyIsWrong: inMetadata('labels', ['  labels:', '    "a b": c'], 1),
  annotationsAreList: inMetadata('annotations', ['  annotations: [a]'], 0),
  annotationIsNumber: inMetadata('annotations', ['  annotations:', '    acme.com/a: 1'], 1),
  annotationIsBoolean: inMetadata('annotations', ['  annotations:', '    acme.com/a: true'], 1),
  annotationKeyIsWrong: inMetadata('annotations', ['  annotations:', '    "a b": c'], 1),
  tagsAreText: inMetadata('tags', ['  tags: a'], 0),
  tagWithSpace: inMetadata('tags', ['  tags:', '    - "a b"'], 1),
  tagWithUnderscore: inMetadata('tags', ['  tags:', '    - a_b'], 1),
  tagIsNumber: inMetadata('tags', ['  tags:', '    - 1'], 1),
  tagTooLong: inMetadata('tags', ['  tags:', `    - ${'a'.repeat(64)}`], 1),
  linksAreText: inMetadata('links', ['  links: a'], 0),
  linkIsNoAddress: inMetadata('links', ['  links:', '    - url: nowhere'], 1),
  linkWithoutAddress: inMetadata('links', ['  links:', '    - title: a'], 1),
  fieldAtRoot: (text) => behind(text, KIND, ['owner: me']),
  ownerIsEmpty: ofKind(OWNED, (text) => onLine(text, field('owner'), '$1 ""')),
  ownerIsNumber: ofKind(OWNED, (text) => onLine(text, field('owner'), '$1 7')),
  ownerIsList: ofKind(OWNED, (text) => onLine(text, field('owner'), '$1 [a]')),
  ownerHasNoName: ofKind(OWNED, (text) => onLine(text, field('owner'), '$1 "group:"')),
  lifecycleIsEmpty: ofKind(STAGED, (text) => onLine(text, field('lifecycle'), '$1 ""')),
  lifecycleIsNumber: ofKind(STAGED, (text) => onLine(text, field('lifecycle'), '$1 7')),
  typeIsNumber: ofKind([...STAGED, 'Resource'], (text) => onLine(text, /^( {2}type:) +\w.*$/, '$1 7')),
  systemIsNumber: ofKind(STAGED, (text) => onLine(text, field('system'), '$1 7')),
  flowIsOpen: nameAs('[a'),
  quoteIsOpen: nameAs('"a" b'),
  keyTwice: (text) => behind(text, KIND, ['kind: Component']),
};
