import { describe, expect, it } from 'vitest';
import { createExpressionEngine, isTruthy, type SwallowedError } from '../../../../src/portal/scaffolder/expressions/engine';
import { evaluateCases } from '../../../../src/portal/scaffolder/expressions/evaluateCases';
import { parseRepoUrl } from '../../../../src/portal/scaffolder/expressions/repoUrl';

const engine = createExpressionEngine();

describe('files', () => {
  it('renders values and leaves other marks alone', () => {
    expect(engine.file('Hi ${{ values.name }}, $HOME {{ x }}', { values: { name: 'Ada' } })).toBe('Hi Ada, $HOME {{ x }}');
    expect(engine.file('{{ cookiecutter.name }}', { cookiecutter: { name: 'Ada' } }, { cookiecutterCompat: true })).toBe('Ada');
  });

  it('throws where the template is none, and where a filter refuses', () => {
    expect(() => engine.file('${{ values. }}', { values: {} })).toThrow();
    expect(() => engine.file('${{ "nowhere.example?repo=a&owner=b" | parseRepoUrl }}', {})).toThrow();
  });

  it('knows the four filters', () => {
    const url = 'github.com?owner=acme&repo=shop';
    expect(engine.file('${{ (values.url | parseRepoUrl).owner }} ${{ values.url | projectSlug }}', { values: { url } })).toBe('acme acme/shop');
    expect(engine.file('${{ "component:shop" | parseEntityRef | pick("name") }} ${{ values.o | pick("a.b[1]") }}', { values: { o: { a: { b: [1, 2] } } } })).toBe('shop 2');
  });

  it('refuses the ways out of the engine', () => {
    for (const text of ['${{ "".constructor }}', '${{ values.__proto__ }}', '${{ values["prototype"] }}']) {
      expect(() => engine.file(text, { values: {} }), text).toThrow();
    }
  });
});

describe('steps', () => {
  const steps = engine.steps();
  const context = steps.prepare({ parameters: { name: 'Ada', tags: ['a'], none: [], off: false } });

  it('keeps the type of a text that is one expression, and swallows what fails as Backstage does', () => {
    const swallowed: SwallowedError[] = [];
    const input = { tags: '${{ parameters.tags }}', text: 'Hi ${{ parameters.name }}', gone: '${{ parameters.gone }}', bad: '${{ parameters. }}' };
    expect(steps.render(input, context, (error) => swallowed.push(error))).toEqual({ tags: ['a'], text: 'Hi Ada', bad: '${{ parameters. }}' });
    expect(swallowed).toMatchObject([{ value: '${{ parameters. }}' }]);
  });

  it('decides as the runner decides: an empty list is none, and the word "false" is something', () => {
    expect(steps.holds('${{ parameters.none }}', context)).toBe(false);
    expect(steps.holds('${{ parameters.off }}', context)).toBe(false);
    expect(steps.holds('false', context)).toBe(true);
    expect(isTruthy([])).toBe(false);
  });

  it('notes that a condition asked how things stand', () => {
    const status = { failed: true, asked: false };
    const late = engine.steps(status);
    expect(late.holds('${{ failure() }}', late.prepare({}))).toBe(true);
    expect(status.asked).toBe(true);
  });
});

describe('parseRepoUrl', () => {
  it('takes further hosts by their type and says what is missing', () => {
    expect(parseRepoUrl('ghe.acme.example?owner=a&repo=b', { 'ghe.acme.example': 'github' })).toMatchObject({ host: 'ghe.acme.example', owner: 'a', repo: 'b' });
    expect(() => parseRepoUrl('ghe.acme.example?owner=a&repo=b')).toThrow('No matching integration');
    expect(() => parseRepoUrl('github.com?owner=a')).toThrow('missing repo');
    expect(() => parseRepoUrl('a b')).toThrow('Invalid repo URL');
  });
});

describe('evaluateCases', () => {
  it('writes down what JSON cannot hold, and errors with their place', () => {
    const [gone, list, bad] = evaluateCases([
      { name: 'gone', mode: 'input', input: '${{ parameters.x }}', context: { parameters: {} } },
      { name: 'list', mode: 'input', input: ['a', '${{ parameters.x }}'], context: { parameters: {} } },
      { name: 'bad', mode: 'file', template: 'a\n${{ ) }}', context: {} },
    ]);
    expect(gone?.result).toEqual({ $type: 'undefined' });
    expect(list?.result).toEqual(['a', { $type: 'hole' }]);
    expect(bad?.error).toMatchObject({ name: 'TemplateRenderError', line: 2 });
  });
});
