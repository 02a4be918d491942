import { describe, expect, it } from 'vitest';
import type { ProblemFix } from '../../../../src/portal/language/diagnostics/languageProblem';
import { factsOf } from '../../../../src/portal/language/diagnostics/problemCatalogue';
import type { FixableProblem } from '../../../../src/portal/language/diagnostics/fixes/fixesAt';
import { CATALOG_URI, createTestService, diagnose } from '../testCatalog';
import { applyEdits } from './applyEdits';
import { api, component, EXAMPLES } from './examples';
import { withMarks, type Ports } from './marks';

const EVERYWHERE = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };

function fixesIn(text: string, { uri = CATALOG_URI, ...ports }: Ports = {}): readonly FixableProblem[] {
  return createTestService(ports).fixes({ uri, version: 1, text }, EVERYWHERE);
}

function fixOf(text: string, code: string, title: string, ports?: Ports): ProblemFix {
  const found = fixesIn(text, ports).filter(({ problem }) => problem.code === code);
  const fix = found.flatMap(({ fixes, all }) => [...fixes, ...(all ? [all] : [])]).find((each) => each.title === title);
  if (!fix) {
    throw new Error(`No fix is called so; there are: ${found.flatMap(({ fixes, all }) => [...fixes, ...(all ? [all] : [])].map((each) => each.title)).join(' | ')}`);
  }
  return fix;
}

const group = (name: string): string => `---\napiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata:\n  name: ${name}\nspec:\n  type: team\n  children: []\n`;

/** Code, title, text before, text after. */
const FIXES: readonly (readonly [code: string, title: string, before: string, after: string, ports?: Ports])[] = [
  ['reference/dangling', 'Replace with team-payments', component('', '', 'team-paymets # who'), component('', '', 'team-payments # who')],
  ['reference/dangling', 'Replace with team-payments', component('', '', '"team-paymets"'), component('', '', '"team-payments"')],
  ['reference/dangling', 'Add Group platform to this file', component('', '', 'platform'), `${component('', '', 'platform')}${group('platform')}`],
  ['reference/dangling', 'Add Group platform to this file', component('', '', 'platform').trimEnd(), `${component('', '', 'platform')}${group('platform')}`],
  ['reference/dangling', 'Add System x to this file', `${component('', '  system: x\n')}---\n${component().replace('shop', 'b')}`, `${component('', '  system: x\n')}---\n${component().replace('shop', 'b')}---\napiVersion: backstage.io/v1alpha1\nkind: System\nmetadata:\n  name: x\nspec:\n  owner: team-payments\n`],
  ['reference/dangling', 'Ignore reference/dangling here', component('', '  dependsOn:\n    - component:none\n'), component('', '  dependsOn:\n    # stagedoor-disable-next-line reference/dangling\n    - component:none\n')],
  ['reference/kind', 'Write team-payments', component('', '', 'api:team-payments'), component('', '', 'team-payments')],
  ['relations/reference', 'Write component:order-service', component('', '  dependsOn:\n    - order-service # it\n'), component('', '  dependsOn:\n    - component:order-service # it\n')],
  ['relations/reference', 'Write resource:nobody', component('', "  dependsOn: ['nobody']\n"), component('', "  dependsOn: ['resource:nobody']\n")],
  ['policy/type', 'Put quotes around it: "true"', component('  annotations:\n    acme.com/on: true # yes\n'), component('  annotations:\n    acme.com/on: "true" # yes\n')],
  ['policy/type', 'Put quotes around it: "8"', component('  tags: [java, 8]\n'), component('  tags: [java, "8"]\n')],
  ['envelope/type', 'Put quotes around it: "1"', component().replace('name: shop', 'name: 1'), component().replace('name: shop', 'name: "1"')],
  ['policy/type', 'Make a list of it', component('  tags: java\n'), component('  tags: [java]\n')],
  ['kind/required', 'Add lifecycle: experimental', component().replace('  lifecycle: production\n', ''), component().replace('  lifecycle: production\n', '').replace('team-payments\n', 'team-payments\n  lifecycle: experimental\n')],
  ['kind/required', 'Add owner: team-payments', component().replace('  owner: team-payments\n', ''), component()],
  ['kind/required', 'Add owner: team-x', `${component().replace('  owner: team-payments\n', '')}---\n${component('', '', 'team-x').replace('shop', 'b')}`, `${component('', '', 'team-x')}---\n${component('', '', 'team-x').replace('shop', 'b')}`],
  ['kind/required', 'Add owner: team-payments', 'apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: {name: s}\nspec: {type: x}\n', 'apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: {name: s}\nspec: {type: x, owner: team-payments}\n'],
  ['kind/required', 'Add spec:', 'apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata:\n  name: g\n', 'apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata:\n  name: g\nspec:\n  type: team\n  children: []\n'],
  ['kind/required', 'Add definition:', api('x\n').replace('  definition: x\n', ''), api('\n    $text: ./openapi.yaml\n').replace('definition: \n', 'definition:\n')],
  ['envelope/required', 'Rename Kind to kind', component().replace('kind:', 'Kind:'), component()],
  ['envelope/required', 'Add apiVersion: backstage.io/v1alpha1', component().replace('apiVersion: backstage.io/v1alpha1\n', ''), component().replace('apiVersion: backstage.io/v1alpha1\n', '').concat('apiVersion: backstage.io/v1alpha1\n')],
  ['envelope/required', 'Add name: shop', component().replace('name: shop', 'title: Shop'), component().replace('name: shop', 'title: Shop\n  name: shop')],
  ['policy/foreign-field', 'Move owner to spec', 'apiVersion: backstage.io/v1alpha1\nkind: System\nowner: team-payments\nmetadata:\n  name: s\nspec:\n  type: x\n', 'apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata:\n  name: s\nspec:\n  type: x\n  owner: team-payments\n'],
  ['policy/foreign-field', 'Move tags to metadata', `${component()}tags:\n  # the first\n  - java\n`, component('  tags:\n    # the first\n    - java\n')],
  ['policy/foreign-field', 'Rename specs to spec', 'apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata:\n  name: l\nspecs:\n  targets: []\n', 'apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata:\n  name: l\nspec:\n  targets: []\n'],
  ['policy/foreign-field', 'Move targets to spec', 'apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata:\n  name: l\ntargets:\n  - ./a.yaml\n', 'apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata:\n  name: l\nspec:\n  targets:\n    - ./a.yaml\n'],
  ['policy/foreign-field', 'Remove x', `x: 1\n${component()}`, component()],
  ['policy/name', 'Replace with my-shop', component().replace('name: shop', 'name: my shop'), component().replace('name: shop', 'name: my-shop')],
  ['policy/namespace', 'Replace with my-team', component('  namespace: My_Team\n'), component('  namespace: my-team\n')],
  ['policy/tag', 'Replace with not-a-tag', component('  tags:\n    - "Not_A_Tag"\n'), component('  tags:\n    - "not-a-tag"\n')],
  ['policy/tag', 'Fix all 2 of policy/tag in this file', component('  tags: [Java, Go]\n'), component('  tags: [java, go]\n')],
  ['policy/link-url', 'Replace with https://example.com', component('  links:\n    - url: example.com\n'), component('  links:\n    - url: https://example.com\n')],
  ['policy/link-title', 'Remove title', component('  links:\n    - url: https://example.com\n      title: " "\n'), component('  links:\n    - url: https://example.com\n')],
  ['kind/unrecognized', 'Replace with Component', component().replace('kind: Component', 'kind: component'), component()],
  ['kind/unrecognized', 'Replace with backstage.io/v1alpha1', component().replace('v1alpha1', 'v2'), component()],
  ['annotation/server-only', 'Remove backstage.io/orphan', component('  annotations:\n    backstage.io/orphan: "true"\n    a: b\n'), component('  annotations:\n    a: b\n')],
  ['annotation/server-only', 'Remove backstage.io/orphan', component('  annotations:\n    backstage.io/orphan: "true"\n'), component()],
  ['annotation/server-only', 'Remove backstage.io/orphan', component('  annotations: {a: b, backstage.io/orphan: "true"}\n'), component('  annotations: {a: b}\n')],
  ['annotation/server-only', 'Remove backstage.io/orphan', component('  annotations: {backstage.io/orphan: "true", a: b}\n'), component('  annotations: {a: b}\n')],
  ['annotation/deprecated', 'Replace with github.com/project-slug', component('  annotations:\n    backstage.io/github-actions-id: acme/shop\n'), component('  annotations:\n    github.com/project-slug: acme/shop\n')],
  ['annotation/deprecated', 'Remove backstage.io/github-actions-id', component('  annotations:\n    backstage.io/github-actions-id: acme/shop\n    github.com/project-slug: acme/shop\n'), component('  annotations:\n    github.com/project-slug: acme/shop\n')],
  ['metadata/server-only', 'Remove uid', component('  uid: abc\n'), component()],
  ['document/merge-key', 'Write the merged fields out', component('', '  base: &base\n    a: b\n    c: [1]\n  other:\n    <<: *base # those\n    a: x\n'), component('', '  base: &base\n    a: b\n    c: [1]\n  other:\n    c:\n      - 1 # those\n    a: x\n')],
  ['document/merge-key', 'Write the merged fields out', component('', '  base: &base\n    a: b\n    d: e\n  other:\n    <<: [*base, *base]\n'), component('', '  base: &base\n    a: b\n    d: e\n  other:\n    a: b\n    d: e\n')],
  ['placeholder/unknown', 'Replace with $text', component('', '  x:\n    $Text: ./a\n'), component('', '  x:\n    $text: ./a\n')],
  ['field/misspelt', 'Replace with providesApis', component('', '  provideApis: [payment-api]\n'), component('', '  providesApis: [payment-api]\n')],
  ['field/misplaced', 'Move tags to metadata', component('', '  tags:\n    - java\n'), component('  tags:\n    - java\n')],
  ['definition/structured', 'Replace with $text', api('\n    $yaml: ./a.yaml\n'), api('\n    $text: ./a.yaml\n')],
  ['suppression/unused', 'Remove the comment', component('', '', 'team-payments # stagedoor-disable-line dangling'), component('', '', 'team-payments')],
  ['suppression/unused', 'Remove the comment', `${component()}# stagedoor-disable dangling\n`, component()],
  ['suppression/unused', 'Remove kind', component('', '', 'nobody # stagedoor-disable-line kind, dangling'), component('', '', 'nobody # stagedoor-disable-line dangling')],
];

describe('quick fixes', () => {
  it.each(FIXES.map((fix) => [fix[0], fix[1], fix] as const))('%s: %s', (_code, _title, [code, title, before, after, ports]) => {
    expect(applyEdits(before, fixOf(before, code, title, ports).edits)).toBe(after);
  });

  it('keep Windows line ends', () => {
    const before = component('', '', 'platform').replaceAll('\n', '\r\n');
    const { edits } = fixOf(before, 'reference/dangling', 'Add Group platform to this file');
    expect(applyEdits(before, edits)).toBe(`${component('', '', 'platform')}${group('platform')}`.replaceAll('\n', '\r\n'));
  });

  it('create a file beside, where one can', () => {
    const title = 'Create Group platform in platform.yaml, for a Location to point to';
    expect(fixOf(component('', '', 'platform'), 'reference/dangling', title)).toMatchObject({ edits: [], creates: [{ uri: 'file:///shop/platform.yaml', text: group('platform').slice(4) }] });
    expect(() => fixOf(component('', '', 'platform'), 'reference/dangling', title, { uri: 'stagedoor-github:/https+github.com/acme/shop/main/catalog-info.yaml' })).toThrow('No fix is called so');
  });

  it('are for the document they stand in', () => {
    const text = `${component()}---\n${component('  tags: [Bad]\n').replace('shop', 'b')}`;
    expect(applyEdits(text, fixOf(text, 'policy/tag', 'Replace with bad').edits)).toBe(text.replace('[Bad]', '[bad]'));
  });

  it('are offered where the cursor is', () => {
    const text = component('  tags: [Bad]\n', '', 'nobody');
    const found = createTestService().fixes({ uri: CATALOG_URI, version: 1, text }, { start: { line: 4, character: 10 }, end: { line: 4, character: 10 } });
    expect(found.map(({ problem }) => problem.code)).toEqual(['policy/tag']);
  });
});

describe('of every example', () => {
  const cases = EXAMPLES.map(({ code, about, text, ports }) => [[code, about].filter(Boolean).join(', '), code, withMarks(text).text, ports ?? {}] as const);

  it.each(cases)('%s: each fix leaves YAML, and the first one mends it', (_name, code, text, { uri = CATALOG_URI, ...ports }) => {
    const service = createTestService(ports);
    const isOf = (found: { readonly code: string }): boolean => factsOf(found.code).code === code;
    const count = diagnose(service, { uri, version: 1, text }).filter(isOf).length;
    for (const { problem, fixes } of service.fixes({ uri, version: 1, text }, EVERYWHERE).filter((each) => isOf(each.problem))) {
      for (const { title, edits, preferred, creates } of fixes) {
        const after = applyEdits(text, edits);
        const left = diagnose(createTestService(ports), { uri, version: 1, text: after });
        expect({ title, codes: left.filter((found) => found.code.startsWith('yaml/') && problem.code !== found.code && code !== 'file/refused') }).toEqual({ title, codes: [] });
        if (preferred || (!creates && title.startsWith('Ignore'))) {
          expect({ title, count: left.filter(isOf).length }).toEqual({ title, count: count - 1 });
        }
      }
    }
  });
});
