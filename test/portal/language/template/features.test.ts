import { describe, expect, it } from 'vitest';
import { loadActionSchemas } from '../../../../src/portal/scaffolder/actionSchemas/loadActionSchemas';
import type { Position } from '../../../../src/portal/catalog/entity';
import { accept, createTestService, labels, withCursor } from '../testCatalog';

const actions = await loadActionSchemas();
const service = createTestService({ actions: () => actions });
const URI = 'file:///shop/template.yaml';

const HEAD = `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata:
  name: shop
spec:
  owner: team-payments
  type: service
  parameters:
    - title: About
      required: [name]
      properties:
        name:
          type: string
          title: Its name
          description: What it is called.
          default: shop
        tier:
          type: string
          enum: [gold, silver]
        my-flag: {type: boolean}
        token: {type: string, ui:field: Secret}
        repoUrl:
          type: string
          ui:field: RepoUrlPicker
          ui:options:
            allowedHosts: [github.com]
  steps:
    - id: fetch
      action: fetch:template
      input:
        url: ./skeleton
    - id: read-dir
      name: Read it
      action: fs:readdir
      input:
        paths: [.]
`;
const step = (text: string): string => `${HEAD}${text}`;
const message = (text: string): string => step(`    - id: last\n      action: debug:log\n      input:\n        message: ${text}\n`);

function hover(marked: string): string | undefined {
  const { text, position } = withCursor(marked);
  return service.hover({ uri: URI, version: 1, text }, position)?.markdown;
}

function define(marked: string): string | undefined {
  const { text, position } = withCursor(marked);
  const found = service.definition({ uri: URI, version: 1, text }, position);
  return found && lineOf(text, found.origin.position);
}

function lineOf(text: string, { line, character }: Position): string {
  return (text.split('\n')[line] ?? '').slice(character);
}

describe('completion in expressions', () => {
  it.each<[string, string, string[]]>([
    ['what there is', '${{ ‸ }}', ['parameters', 'steps', 'secrets', 'user', 'context', 'environment', 'range', 'cycler', 'joiner']],
    ['what there is, with a letter', '${{ pa‸ }}', ['parameters', 'steps', 'secrets', 'user', 'context', 'environment', 'range', 'cycler', 'joiner']],
    ['parameters', '${{ parameters.‸ }}', ['name', 'tier', 'my-flag', 'token', 'repoUrl']],
    ['parameters in brackets', "${{ parameters['‸'] }}", ['name', 'tier', 'my-flag', 'token', 'repoUrl']],
    ['parameters where nothing is closed', '${{ parameters.n‸', ['name', 'tier', 'my-flag', 'token', 'repoUrl']],
    ['parameters in a quoted text', '"a ${{ parameters.‸ }} b"', ['name', 'tier', 'my-flag', 'token', 'repoUrl']],
    ['parameters in a block', '|\n          a\n          ${{ parameters.‸ }}', ['name', 'tier', 'my-flag', 'token', 'repoUrl']],
    ['parameters in a folded block with an indicator', '>-\n          ${{ parameters.name }} ${{ parameters.‸ }}', ['name', 'tier', 'my-flag', 'token', 'repoUrl']],
    ['steps before', '${{ steps.‸ }}', ['fetch', 'read-dir']],
    ['what a step has', '${{ steps.fetch.‸ }}', ['output']],
    ['outputs', "${{ steps['read-dir'].output.‸ }}", ['files', 'folders']],
    ['secrets', '${{ secrets.‸ }}', ['token']],
    ['the user', '${{ user.‸ }}', ['ref', 'entity']],
    ['nothing inside a text', '${{ "parameters.‸" }}', []],
    ['nothing behind a number', '${{ 1.‸ }}', []],
  ])('%s', (_name, text, expected) => {
    expect(labels(message(text), service, URI)).toEqual(expected);
  });

  it('offers filters behind a bar, those of Backstage first', () => {
    const found = labels(message('${{ parameters.name | ‸ }}'), service, URI);
    expect(found.slice(0, 5)).toEqual(['parseRepoUrl', 'parseEntityRef', 'pick', 'projectSlug', 'abs']);
    expect(found).not.toContain('jsonify');
    expect(labels(message('${{ parameters.name | up‸ }}'), service, URI)).toContain('upper');
  });

  it('offers tags and names that the text declares', () => {
    expect(labels(message("'{% ‸ %}'"), service, URI)).toContain('endfor');
    expect(labels(message('|\n          {% for entry in parameters.name %}${{ ‸ }}{% endfor %}'), service, URI).slice(0, 2)).toEqual(['entry', 'loop']);
  });

  it('offers each where the step is repeated alone', () => {
    expect(labels(step('    - action: debug:log\n      each: ${{ [1] }}\n      input: {message: "${{ each.‸ }}"}\n'), service, URI)).toEqual(['key', 'value']);
    expect(labels(step('    - action: debug:log\n      each: ${{ [1] }}\n      input: {message: "${{ ‸ }}"}\n'), service, URI)).toContain('each');
  });

  it.each<[string, string, string, string]>([
    ['a plain name', '${{ parameters.na‸ }}', 'name', '${{ parameters.name }}'],
    ['the whole word', '${{ parameters.na‸xx }}', 'name', '${{ parameters.name }}'],
    ['a name with a hyphen', '${{ parameters.‸ }}', 'my-flag', "${{ parameters['my-flag'] }}"],
    ['a name with a hyphen in a single-quoted text', "'${{ steps.‸ }}'", 'read-dir', `'\${{ steps["read-dir"] }}'`],
    ['in brackets', "${{ steps['re‸'] }}", 'read-dir', "${{ steps['read-dir'] }}"],
    ['a filter', '${{ parameters.name | up‸ }}', 'upper', '${{ parameters.name | upper }}'],
  ])('writes %s', (_name, before, label, after) => {
    expect(accept(message(before), label, service)).toBe(message(after));
  });
});

describe('completion in steps and forms', () => {
  it('offers actions with what they do', () => {
    const { text, position } = withCursor(step('    - id: last\n      action: fet‸\n'));
    const { items } = service.complete({ uri: URI, version: 1, text }, position);
    expect(items.length).toBe(59);
    expect(items.find(({ label }) => label === 'fetch:template')?.documentation).toContain('`url` (required): string');
    expect(accept(step('    - id: last\n      action:‸\n'), 'fetch:plain', service)).toBe(step('    - id: last\n      action: fetch:plain\n'));
  });

  it('offers the inputs of the action that are not there, those it needs first', () => {
    const found = labels(step('    - action: publish:github\n      input:\n        description: x\n        ‸\n'), service, URI);
    expect(found[0]).toBe('repoUrl');
    expect(found).toContain('repoVisibility');
    expect(found).not.toContain('description');
    expect(labels(step('    - action: fs:rename\n      input:\n        files:\n          - ‸\n'), service, URI).slice(0, 3)).toEqual(['from', 'to', 'overwrite']);
  });

  it('offers the values of an input, and whole expressions', () => {
    const found = labels(step('    - action: publish:github\n      input:\n        repoVisibility: ‸\n'), service, URI);
    expect(found.slice(0, 3)).toEqual(['private', 'public', 'internal']);
    expect(found).toContain('${{ parameters.tier }}');
    expect(accept(step('    - action: debug:log\n      input:\n        message:‸\n'), '${{ parameters.name }}', service)).toBe(step('    - action: debug:log\n      input:\n        message: ${{ parameters.name }}\n'));
  });

  it.each<[string, string, readonly string[]]>([
    ['keys of a page', HEAD.replace('      required: [name]\n', '      ‸\n'), ['description', 'required', 'dependencies', 'ui:order']],
    ['keys of a parameter', HEAD.replace('          default: shop\n', '          ‸\n'), ['default', 'enum', 'pattern', 'ui:field', 'ui:widget', 'ui:autofocus']],
    ['types', HEAD.replace('          type: string\n          title', '          type: ‸\n          title'), ['string', 'number', 'boolean', 'array']],
    ['fields', HEAD.replace('ui:field: RepoUrlPicker', 'ui:field: ‸'), ['EntityPicker', 'OwnerPicker', 'RepoUrlPicker']],
    ['options of the field', HEAD.replace('            allowedHosts: [github.com]\n', '            allowedHosts: [github.com]\n            ‸\n'), ['allowedOwners', 'requestUserCredentials']],
  ])('offers %s', (_name, text, expected) => {
    const found = labels(text, service, URI);
    expect(expected.filter((label) => !found.includes(label))).toEqual([]);
  });
});

describe('hover in templates', () => {
  it.each<[string, string, string]>([
    ['a parameter', message('${{ parameters.na‸me }}'), 'Its name'],
    ['a parameter’s values', message('${{ parameters.ti‸er }}'), 'One of `gold`, `silver`.'],
    ['a step', message("${{ steps['read‸-dir'].output }}"), 'Step 2: Read it'],
    ['an output', message("${{ steps['read-dir'].output.fi‸les }}"), 'each with name, path and full path'],
    ['a filter', message('${{ parameters.repoUrl | parse‸RepoUrl }}'), 'The parts of what RepoUrlPicker gives'],
    ['a function', message('${{ ran‸ge(1) }}'), 'The numbers from one to another'],
    ['what there is', message('${{ us‸er.ref }}'), 'Who runs the template'],
    ['an action', HEAD.replace('action: fs:readdir', 'action: fs:read‸dir'), 'Lists files and folders of the workspace'],
    ['an input', HEAD.replace('paths: [.]', 'pat‸hs: [.]'), 'Folders of the workspace'],
  ])('%s', (_name, text, expected) => {
    expect(hover(text)).toContain(expected);
  });
});

describe('definition in templates', () => {
  it.each<[string, string, string | undefined]>([
    ['of a parameter', message('${{ parameters.na‸me }}'), 'name:'],
    ['of a parameter in quotes', message('"${{ parameters[\\"ti‸er\\"] }}"'), 'tier:'],
    ['of a required one', HEAD.replace('required: [name]', 'required: [na‸me]'), 'name:'],
    ['of a step', message('${{ steps.fe‸tch.output }}'), 'fetch'],
    ['of an output', message("${{ steps['read-dir'].output.fi‸les }}"), 'read-dir'],
    ['of nothing', message('${{ parameters.no‸pe }}'), undefined],
  ])('%s', (_name, text, expected) => {
    expect(define(text)).toBe(expected);
  });
});
