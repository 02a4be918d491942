import { describe, expect, it } from 'vitest';
import { allProblems, factsOf } from '../../../../src/portal/language/diagnostics/problemCatalogue';
import { loadActionSchemas } from '../../../../src/portal/scaffolder/actionSchemas/loadActionSchemas';
import { applyEdits } from '../diagnostics/applyEdits';
import { findIn } from '../diagnostics/marks';

const actions = await loadActionSchemas();
const ports = { uri: 'file:///shop/template.yaml', actions: () => actions };

/** A template whose form asks for a name, an address and a flag. @param steps indented by four */
const template = (steps: string, output = '', form = '        name: {type: string}\n        repoUrl: {type: string, ui:field: RepoUrlPicker}\n        wanted: {type: boolean}\n'): string => `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata:
  name: shop
spec:
  owner: team-payments
  type: service
  parameters:
    - title: About
      properties:
${form}  steps:
    - id: use-all
      action: debug:log
      input:
        message: \${{ parameters.name }} \${{ parameters.repoUrl }} \${{ parameters.wanted }}
${steps}${output}`;
const log = (message: string): string => template(`    - action: debug:log\n      input:\n        message: ${message}\n`);
const step = (lines: string): string => template(lines.replace(/^/gm, '    ').trimEnd() + '\n');

const EXAMPLES: readonly { readonly code: string; readonly about?: string; readonly text: string; readonly says?: string; readonly fixed?: readonly [string, string] }[] = [
  { code: 'template/syntax', about: 'and', text: log('${{ parameters.name «&&» parameters.wanted }}'), says: 'Write `and` in place of `&&`' },
  { code: 'template/syntax', about: 'or, in a quoted text', text: log('"say \\"a\\" ${{ parameters.name «||» \\"x\\" }}"'), says: 'Write `or`' },
  { code: 'template/syntax', about: 'in a block of lines', text: log('|\n          one\n          ${{ parameters.wanted «?» 1 : 2 }}') },
  { code: 'template/unsupported-tag', text: log("'«{%» include \"x\" %}'"), says: 'Unsupported template-loading tag "include"' },
  { code: 'template/unknown-filter', text: log('${{ parameters.name | «uper» }}'), says: 'Did you mean upper?', fixed: ['uper', 'upper'] },
  { code: 'template/unknown-filter', about: 'in a folded text', text: log('>-\n          a\n          ${{ parameters.name | upper | «tojson» }}') },
  { code: 'template/unknown-variable', text: log('${{ «parameter».name }}'), fixed: ['parameter.name', 'parameters.name'] },
  { code: 'template/unknown-variable', about: 'a parameter without the word', text: log('${{ «wanted» }}'), says: 'Did you mean parameters.wanted?' },
  { code: 'template/unknown-variable', about: 'another tool’s', text: log('${{ «github».sha }}'), says: '{% raw %}' },
  { code: 'template/unknown-variable', about: 'each without repetition', text: log('${{ «each».value }}') },
  { code: 'template/unknown-variable', about: 'secrets in a condition', text: step('- action: debug:log\n  if: ${{ «secrets».x }}') },
  { code: 'template/unknown-parameter', text: log('${{ parameters.«nmae» }}'), fixed: ['nmae', 'name'] },
  { code: 'template/unknown-parameter', about: 'in brackets, in single quotes', text: log("'${{ parameters[''«nope»''] }}'") },
  { code: 'template/unknown-parameter', about: 'in an output', text: template('', '  output:\n    links:\n      - title: ${{ parameters.«nope» }}\n        url: https://example.com\n') },
  { code: 'template/unknown-step', text: log('${{ steps.«usw».output.x }}') },
  { code: 'template/unknown-step', about: 'with a hyphen', text: log('${{ steps.«use-all».output }}'), fixed: ['steps.use-all.output', "steps['use-all'].output"] },
  { code: 'template/forward-reference', text: step('- id: a\n  action: debug:log\n  input: {message: "${{ steps.«b».output.entityRef }}"}\n- id: b\n  action: catalog:register\n  input: {catalogInfoUrl: x}') },
  { code: 'template/forward-reference', about: 'to itself', text: step('- id: a\n  action: debug:log\n  input: {message: "${{ steps.«a».output }}"}') },
  { code: 'template/unknown-output', text: template('    - id: publish\n      action: publish:github\n      input:\n        repoUrl: ${{ parameters.repoUrl }}\n', '  output:\n    links:\n      - title: Go\n        url: ${{ steps.publish.output.«remoteURL» }}\n'), fixed: ['remoteURL', 'remoteUrl'] },
  { code: 'template/unknown-output', about: 'in another word', text: step("- id: a\n  action: debug:log\n- action: debug:log\n  if: ${{ steps['a'].«outputs».x }}"), fixed: ['outputs', 'output'] },
  { code: 'template/not-rendered', text: step('- action: debug:log\n  name: Log «${{ parameters.name }}»'), says: '`name`' },
  { code: 'template/unused-parameter', text: template('', '', '        name: {type: string}\n        repoUrl: {type: string}\n        wanted: {type: string}\n        «other»: {type: string}\n') },
  { code: 'template/unknown-required', text: template('').replace('      properties:', '      required: [name, «nam»]\n      properties:'), fixed: ['nam]', 'name]'] },
  { code: 'template/duplicate-step', text: step('- id: a\n  action: debug:log\n- id: «a»\n  action: debug:log') },
  { code: 'template/unknown-action', text: step('- action: «fetch:templat»'), says: 'Did you mean fetch:template?', fixed: ['fetch:templat', 'fetch:template'] },
  { code: 'template/unknown-input', text: step("- action: publish:github\n  input:\n    «allowedHosts»: ['github.com']\n    repoUrl: ${{ parameters.repoUrl }}"), says: 'RepoUrlPicker', fixed: ["        allowedHosts: ['github.com']\n", ''] },
  { code: 'template/unknown-input', about: 'misspelt', text: step('- action: fetch:plain\n  input: {url: ./x, «targetpath»: y}'), fixed: ['targetpath', 'targetPath'] },
  { code: 'template/unknown-input', about: 'of several lines', text: step('- action: fetch:plain\n  input:\n    «nothing»:\n      a: 1\n\n      b: |\n        x\n    url: ./x'), fixed: ['        nothing:\n          a: 1\n    \n          b: |\n            x\n', ''] },
  { code: 'template/unknown-input', about: 'further in', text: step('- action: fs:rename\n  input:\n    files:\n      - from: a\n        to: b\n        «force»: true'), says: 'files.0' },
  { code: 'template/missing-input', text: step('- action: publish:github:pull-request\n  «input»:\n    repoUrl: x\n    branchName: y'), says: 'needs title, description' },
  { code: 'template/missing-input', about: 'without any', text: step('- action: «fetch:template»'), says: 'needs url' },
  { code: 'template/input-value', text: step('- action: publish:github\n  input:\n    repoUrl: x\n    repoVisibility: «secret»'), says: 'must be one of "private", "public", "internal"' },
  { code: 'template/input-value', about: 'a quoted boolean', text: step('- action: fetch:template\n  input:\n    url: x\n    replace: "«true»"'), says: 'must be true or false, and is "true"', fixed: ['replace: "true"', 'replace: true'] },
  { code: 'template/input-value', about: 'a number for a text', text: step('- action: debug:log\n  input:\n    message: «42»'), fixed: ['message: 42', 'message: "42"'] },
  { code: 'template/ignored-input', text: step('- action: fetch:template\n  input:\n    url: ./skeleton\n    «copyWithoutRender»:\n      - .github/**'), fixed: ['copyWithoutRender', 'copyWithoutTemplating'] },
  { code: 'template/condition', text: step('- action: debug:log\n  if: "«false»"'), fixed: ['if: "false"', 'if: false'] },
  { code: 'template/condition', about: 'beside an expression', text: step('- action: debug:log\n  if: «${{ parameters.name }} and ${{ parameters.wanted }}»') },
  { code: 'template/condition', about: 'a boolean and a text', text: step('- action: debug:log\n  if: ${{ parameters.wanted == «"true"» }}'), fixed: ['== "true"', '== true'] },
];

const GOOD: readonly { readonly about: string; readonly text: string }[] = [
  { about: 'loops and names of their own', text: log('|\n          {% for key, value in parameters.name %}${{ key }} ${{ value }} ${{ loop.index }}{% endfor %}{% set x = 1 %}${{ x }}') },
  { about: 'raw text', text: log("'{% raw %}${{ github.sha }}{% endraw %} {# ${{ nothing }} #}'") },
  { about: 'tests, keywords and objects', text: log('${{ ({"a": parameters.name} if parameters.wanted is defined else none) | dump }}') },
  { about: 'outputs of an action that nobody knows', text: step('- id: a\n  action: debug:log\n- action: debug:log\n  input:\n    message: ${{ range(1, 3) }}') },
  { about: 'repetition', text: step('- action: debug:log\n  each: ${{ ["a", "b"] }}\n  input:\n    message: ${{ each.key }} ${{ each.value.x }}') },
  { about: 'a condition after a failure', text: step('- action: debug:log\n  if: ${{ always() and not failure() }}') },
  { about: 'parameters as a whole', text: template('    - action: debug:log\n      input:\n        message: ${{ parameters | dump }}\n', '', '        other: {type: string}\n') .replace('${{ parameters.name }} ${{ parameters.repoUrl }} ${{ parameters.wanted }}', 'x') },
  { about: 'either of two forms of an input', text: step('- action: catalog:register\n  input:\n    repoContentsUrl: ${{ parameters.repoUrl }}\n    catalogInfoPath: /catalog-info.yaml') },
  { about: 'expressions in place of other types', text: step('- action: publish:github\n  input:\n    repoUrl: x\n    hasWiki: ${{ parameters.wanted }}\n    topics: ${{ [1] }}') },
  { about: 'aliases', text: step('- action: fetch:plain\n  input: &in\n    url: ./x\n- action: fetch:plain\n  input: *in') },
  { about: 'a step without an id', text: step("- action: debug:log\n  input: {message: \"${{ steps['use-all'].output }}\"}") },
];

const nameOf = ({ code, about }: { readonly code?: string; readonly about?: string }): string => [code, about].filter(Boolean).join(', ');

describe('what is found in templates', () => {
  it.each(EXAMPLES.map((example) => [nameOf(example), example] as const))('%s', (_name, { code, text, says, fixed }) => {
    const { problems, ranges, text: plain } = findIn(text, ports);
    const found = problems.filter((problem) => problem.code === code);
    expect(found.map(({ range }) => range)).toEqual(ranges);
    expect(problems.filter((problem) => problem.code.startsWith('template/') && problem.code !== code)).toEqual([]);
    expect(found.every(({ class: of }) => of === factsOf(code).class)).toBe(true);
    expect(found[0]?.message).toContain(says ?? '');
    if (fixed) {
      const fix = found[0]?.fixes?.find(({ preferred }) => preferred === true);
      expect(applyEdits(plain, fix?.edits ?? [])).toBe(plain.replace(fixed[0], () => fixed[1]));
    }
  });

  it.each(GOOD.map((example) => [example.about, example] as const))('nothing in %s', (_name, { text }) => {
    expect(findIn(text, ports).problems.filter(({ code }) => code.startsWith('template/'))).toEqual([]);
  });

  it('has an example of every code', () => {
    const shown = new Set(EXAMPLES.map(({ code }) => code));
    expect(allProblems().filter(({ code }) => code.startsWith('template/') && !shown.has(code))).toEqual([]);
  });
});
