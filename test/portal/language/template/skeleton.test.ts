import { describe, expect, it } from 'vitest';
import { createSkeletonLanguage } from '../../../../src/portal/language/template/skeletonLanguage';
import { applyEdits } from '../diagnostics/applyEdits';
import { withMarks } from '../diagnostics/marks';
import { withCursor } from '../testCatalog';

const ROOT = 'file:///shop/';
const template = (input: string): string => `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: {name: t}
spec:
  type: service
  steps:
    - id: fetch
      action: fetch:template
      input:
        url: ./skeleton
${input}`;
const PLAIN = template('        values:\n          name: ${{ parameters.name }}\n          my-port: 80\n        copyWithoutTemplating: [".github/**", "*.hbs"]\n');
const COOKIECUTTER = template('        values: {name: x}\n        cookiecutterCompat: true\n');

const languageOf = (text: string) => createSkeletonLanguage({ read: (uri) => Promise.resolve(uri === `${ROOT}t/template.yaml` ? text : undefined), boundaryOf: () => ROOT });
const FILE = `${ROOT}t/skeleton/src/main.ts`;

describe('what is found in skeletons', () => {
  it.each<{ code: string; text: string; says?: string; fixed?: string; with?: string }>([
    { code: 'skeleton/unknown-value', text: 'a\n  ${{ values.name }} ${{ values.«nmae» }}\n', says: 'It passes name, my-port.', fixed: 'a\n  ${{ values.name }} ${{ values.name }}\n' },
    { code: 'skeleton/unknown-value', text: "${{ values['my-port'] }} ${{ values['«my-prt»'] }}" },
    { code: 'skeleton/unknown-value', text: '{{ cookiecutter.name | jsonify }} {{ cookiecutter.«other» }}', with: COOKIECUTTER },
    { code: 'skeleton/unknown-variable', text: '${{ «parameters».name }}', says: 'know values alone' },
    { code: 'skeleton/unknown-variable', text: 'sha: ${{ «github».sha }}', says: '{% raw %}' },
    { code: 'skeleton/unknown-variable', text: '{% if «name» %}x{% endif %}', fixed: '{% if values.name %}x{% endif %}' },
    { code: 'skeleton/unknown-filter', text: '${{ values.name | «jsonify» }}' },
    { code: 'skeleton/syntax', text: 'a\n«{%» include "x" %}\n', says: 'Unsupported template-loading tag' },
    { code: 'skeleton/syntax', text: '.a {«{#»if a}}', says: 'Unterminated comment tag' },
    { code: 'skeleton/syntax', text: '${{ values.name «&&» 1 }}', says: 'Write `and`' },
  ])('$code: $text', async ({ code, text: marked, says, fixed, with: of = PLAIN }) => {
    const { text, ranges } = withMarks(marked);
    const problems = await languageOf(of).diagnose({ uri: FILE, version: 1, text });
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(problems.map(({ range }) => range)).toEqual(ranges);
    expect(problems[0]?.message).toContain(says ?? '');
    if (fixed !== undefined) {
      expect(applyEdits(text, problems[0]?.fixes?.[0]?.edits ?? [])).toBe(fixed);
    }
  });

  it.each<[string, string, string, string?]>([
    ['what is filled in well', FILE, '{% for x in range(3) %}${{ x }} ${{ loop.index }} ${{ values.name | upper }}{% endfor %} {# ${{ nothing }} #}'],
    ['raw text', FILE, '{% raw %}${{ github.sha }}{% endraw %}'],
    ['braces of other tools', FILE, '{{ .Values.x }} {{ if a }}'],
    ['files that are copied as they are', `${ROOT}t/skeleton/.github/workflows/ci.yaml`, '${{ github.sha }}'],
    ['files with an ending that is copied', `${ROOT}t/skeleton/a.hbs`, '${{ other }}'],
    ['files elsewhere', `${ROOT}t/other/a.ts`, '${{ values.nothing }}'],
    ['values that are not written out', FILE, '${{ values.nothing }}', template('        values: ${{ parameters }}\n')],
    ['files without the ending that is rendered', FILE, '${{ values.nothing }}', template('        values: {a: 1}\n        templateFileExtension: .njk\n')],
  ])('nothing in %s', async (_name, uri, text, of = PLAIN) => {
    expect(await languageOf(of).diagnose({ uri, version: 1, text })).toEqual([]);
  });
});

describe('completion and values in skeletons', () => {
  const labelsIn = async (marked: string, of = PLAIN): Promise<readonly string[]> => {
    const { text, position } = withCursor(marked);
    return (await languageOf(of).complete({ uri: FILE, version: 1, text }, position)).map(({ label }) => label);
  };

  it('offers what is passed', async () => {
    expect(await labelsIn('a\n${{ values.‸ }}')).toEqual(['name', 'my-port']);
    expect(await labelsIn('{{ cookiecutter.‸ }}', COOKIECUTTER)).toEqual(['name']);
    expect((await labelsIn('{% for a in values.name %}${{ ‸ }}{% endfor %}')).slice(0, 3)).toEqual(['a', 'loop', 'values']);
    expect(await labelsIn('${{ values.name | ‸ }}')).toContain('parseRepoUrl');
    expect(await labelsIn('values.‸')).toEqual([]);
  });

  it('leads from a value to the step', async () => {
    const { text, position } = withCursor('a ${{ values.na‸me }}');
    const found = await languageOf(PLAIN).value({ uri: FILE, version: 1, text }, position);
    expect(found).toMatchObject({ uri: `${ROOT}t/template.yaml`, target: { start: { line: 11, character: 10 } } });
    expect(found?.markdown).toContain('`${{ parameters.name }}`');
  });
});
