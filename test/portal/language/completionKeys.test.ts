import { describe, expect, it } from 'vitest';
import { accept, complete, labels } from './testCatalog';

const HEAD = 'apiVersion: backstage.io/v1alpha1\nkind: Component\n';

describe('keys', () => {
  it('offers the root keys in an empty file, required first', () => {
    expect(labels('|').filter((label) => !label.startsWith('New '))).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
  });

  it('does not offer what is there', () => {
    expect(labels(`${HEAD}|`)).toEqual(['metadata', 'spec']);
    expect(labels(`${HEAD}metadata:\n  name: x\n|\nspec:\n  type: service\n`)).toEqual([]);
  });

  it('offers keys above those that are there', () => {
    expect(labels(`|\nkind: Component\nmetadata:\n  name: x\n`)).toEqual(['apiVersion', 'spec']);
  });

  it('offers the keys of a spec by kind, required first', () => {
    expect(labels(`${HEAD}spec:\n  |`)).toEqual(['type', 'lifecycle', 'owner', 'system', 'subcomponentOf', 'providesApis', 'consumesApis', 'dependsOn', 'dependencyOf']);
  });

  it.each([
    ['API', 'definition', 'providesApis'],
    ['Resource', 'dependsOn', 'lifecycle'],
    ['System', 'domain', 'system'],
    ['Domain', 'subdomainOf', 'domain'],
    ['Group', 'children', 'owner'],
    ['User', 'memberOf', 'owner'],
    ['Location', 'targets', 'owner'],
  ])('knows a %s', (kind, has, hasNot) => {
    const offered = labels(`apiVersion: backstage.io/v1alpha1\nkind: ${kind}\nspec:\n  |`);
    expect(offered).toContain(has);
    expect(offered).not.toContain(hasNot);
  });

  it('knows a Template', () => {
    expect(labels('apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nspec:\n  |').slice(0, 2)).toEqual(['type', 'steps']);
  });

  it('leaves kinds of the newer model out unless it is on', () => {
    expect(labels('kind: |')).not.toContain('AiResource');
  });

  it('finds the kind below the cursor', () => {
    expect(labels('spec:\n  |\nkind: System\napiVersion: backstage.io/v1alpha1\n')).toEqual(['owner', 'domain', 'type']);
  });

  it('offers keys of all kinds while there is no kind', () => {
    const offered = labels('apiVersion: backstage.io/v1alpha1\nspec:\n  |');
    expect(offered).toEqual(expect.arrayContaining(['owner', 'definition', 'memberOf', 'steps']));
    expect(new Set(offered).size).toBe(offered.length);
  });

  it('offers no spec keys for a kind nobody knows, but the envelope', () => {
    expect(labels('apiVersion: acme.com/v1\nkind: Robot\nspec:\n  |')).toEqual([]);
    expect(labels('apiVersion: acme.com/v1\nkind: Robot\nmetadata:\n  |')).toContain('name');
  });

  it('offers metadata keys without those only a server writes', () => {
    const offered = labels(`${HEAD}metadata:\n  |`);
    expect(offered[0]).toBe('name');
    expect(offered).toEqual(expect.arrayContaining(['namespace', 'title', 'description', 'labels', 'annotations', 'tags', 'links']));
    expect(offered).not.toContain('uid');
    expect(offered).not.toContain('etag');
  });

  it('completes a key that is being typed', () => {
    expect(accept(`${HEAD}spec:\n  own|`, 'owner')).toBe(`${HEAD}spec:\n  owner: `);
    expect(accept(`${HEAD}meta|`, 'metadata')).toBe(`${HEAD}metadata:\n  name: $1`);
  });

  it('completes a key that is being typed between others', () => {
    expect(accept(`${HEAD}spec:\n  type: service\n  li|\n  owner: x\n`, 'lifecycle')).toBe(`${HEAD}spec:\n  type: service\n  lifecycle: \n  owner: x\n`);
    expect(accept(`${HEAD}spec:\n  li|\n  type: service\n`, 'lifecycle')).toBe(`${HEAD}spec:\n  lifecycle: \n  type: service\n`);
    expect(labels(`${HEAD}spec:\n  li|\n  type: service\n`)).not.toContain('type');
  });

  it('replaces a key that has its colon and keeps the value', () => {
    expect(accept(`${HEAD}spec:\n  ow|: team\n`, 'owner')).toBe(`${HEAD}spec:\n  owner: team\n`);
    expect(accept(`${HEAD}spec:\n  |ownr: team\n`, 'owner')).toBe(`${HEAD}spec:\n  owner: team\n`);
    expect(labels(`${HEAD}spec:\n  owner|: team\n`)).toContain('owner');
  });

  it('keeps a quote around a key', () => {
    expect(accept(`${HEAD}spec:\n  "ow|": team\n`, 'owner')).toBe(`${HEAD}spec:\n  "owner": team\n`);
  });

  it('writes a list with its first dash and a mapping with its required keys', () => {
    expect(accept(`${HEAD}spec:\n  |`, 'dependsOn')).toBe(`${HEAD}spec:\n  dependsOn:\n    - $0`);
    expect(accept(`${HEAD}metadata:\n  |`, 'links')).toBe(`${HEAD}metadata:\n  links:\n    - url: $1`);
    expect(accept(`${HEAD}|`, 'spec')).toBe(`${HEAD}spec:\n  type: $1\n  lifecycle: $2\n  owner: $3`);
    expect(accept('kind: Group\n|', 'spec')).toBe('kind: Group\nspec:\n  type: $1\n  children: [$2]');
  });

  it('offers keys of an object in a list, at its dash and below it', () => {
    expect(labels(`${HEAD}metadata:\n  links:\n    - |`)).toEqual(['url', 'title', 'icon', 'type']);
    expect(labels(`${HEAD}metadata:\n  links:\n    - url: x\n      |`)).toEqual(['title', 'icon', 'type']);
    expect(labels(`${HEAD}metadata:\n  links:\n    - ti|\n      url: x\n`)).toEqual(['title', 'icon', 'type']);
    expect(labels(`${HEAD}metadata:\n  links:\n  - url: x\n    |`)).toEqual(['title', 'icon', 'type']);
    expect(labels(`${HEAD}metadata:\n  links:\n    - title: a\n    - url: x\n      title: b\n      |`)).toEqual(['icon', 'type']);
  });

  it('goes back to the keys of the mapping after a list', () => {
    expect(labels(`${HEAD}spec:\n  dependsOn:\n    - component:x\n  |`)).toContain('owner');
    expect(labels(`${HEAD}spec:\n  dependsOn:\n  - component:x\n  |`)).toContain('owner');
    expect(labels(`${HEAD}spec:\n  dependsOn:\n  - component:x\n|`)).toEqual(['metadata']);
  });

  it('forgives a wrong indentation', () => {
    expect(labels(`${HEAD}spec:\n  type: service\n   own|`)).toContain('owner');
    expect(labels(`${HEAD}spec:\n    type: service\n  own|`)).toContain('owner');
    expect(labels(`${HEAD}spec:\n    type: service\n  |`)).not.toContain('type');
  });

  it('works with tabs and with Windows line ends', () => {
    expect(labels(`${HEAD}spec:\n\t|`)).toContain('owner');
    expect(labels(`${HEAD}spec:\n  type: service\n\tow|`)).toContain('owner');
    expect(labels(`${HEAD}spec:\n  type: service\n  |`.replaceAll('\n', '\r\n'))).toEqual(expect.arrayContaining(['owner', 'lifecycle']));
    expect(labels(`${HEAD}spec:\n  type: service\n  |\n`.replaceAll('\n', '\r\n'))).not.toContain('type');
  });

  it('works in every document of a file', () => {
    const first = `${HEAD}metadata:\n  name: a\nspec:\n  type: service\n`;
    expect(labels(`${first}---\n|`)).toEqual(expect.arrayContaining(['apiVersion', 'kind', 'metadata', 'spec', 'New Component']));
    expect(labels(`${first}---\nkind: User\nspec:\n  |\n---\n${first}`)).toEqual(['memberOf', 'profile']);
    expect(labels(`${first}---\n${first}  |`)).toContain('owner');
    expect(labels(`${first}  |\n---\nkind: User\n`)).toContain('owner');
  });

  it('works after a broken document', () => {
    expect(labels(`kind: [\n  "oops\n\t- {\n---\nkind: User\nspec:\n  |`)).toEqual(['memberOf', 'profile']);
  });

  it('works below a broken line of the same document', () => {
    expect(labels(`${HEAD}metadata:\n  tags: [java,\n  name: x\nspec:\n  |`)).toContain('owner');
    expect(labels(`${HEAD}metadata:\n  title: "no end\n  name: x\nspec:\n  |`)).toContain('owner');
    expect(labels(`${HEAD}metadata\nspec:\n  |`)).toContain('owner');
  });

  it('works in flow style', () => {
    expect(labels(`${HEAD}spec: {|`)).toContain('owner');
    expect(labels(`${HEAD}spec: {type: service, |}`)).not.toContain('type');
    expect(labels(`${HEAD}spec: {type: service, ow|, lifecycle: x}`)).not.toContain('lifecycle');
    expect(accept(`${HEAD}spec: {type: service, ow|}`, 'owner')).toBe(`${HEAD}spec: {type: service, owner: }`);
    expect(accept(`${HEAD}metadata: {|}`, 'tags')).toBe(`${HEAD}metadata: {tags: [$0]}`);
    expect(labels(`${HEAD}metadata:\n  links: [{url: x, |}]`)).toEqual(['title', 'icon', 'type']);
    expect(labels(`${HEAD}metadata:\n  links: [\n    {url: x,\n     |`)).toEqual(['title', 'icon', 'type']);
    expect(labels('{"apiVersion": "backstage.io/v1alpha1", "kind": "System", "spec": {"|"}}')).toEqual(['owner', 'domain', 'type']);
  });

  it('offers annotations with their documentation, in use ones too, and none that Backstage writes', () => {
    const offered = complete(`${HEAD}metadata:\n  annotations:\n    |`).items;
    const names = offered.map(({ label }) => label);
    expect(names).toEqual(expect.arrayContaining(['backstage.io/techdocs-ref', 'github.com/project-slug', 'acme.com/cost-centre']));
    expect(names).not.toContain('backstage.io/managed-by-location');
    expect(offered.find(({ label }) => label === 'backstage.io/techdocs-ref')?.documentation).toContain('documentation');
    expect(offered.find(({ label }) => label === 'jenkins.io/github-folder')?.deprecated).toBe(true);
    expect(offered.find(({ label }) => label === 'acme.com/cost-centre')?.detail).toBe('used 1 time');
  });

  it('completes an annotation whose slash is typed, and not one that is there', () => {
    expect(accept(`${HEAD}metadata:\n  annotations:\n    github.com/pro|`, 'github.com/project-slug')).toBe(`${HEAD}metadata:\n  annotations:\n    github.com/project-slug: `);
    expect(labels(`${HEAD}metadata:\n  annotations:\n    github.com/project-slug: a/b\n    |`)).not.toContain('github.com/project-slug');
  });

  it('offers labels in use', () => {
    expect(labels(`${HEAD}metadata:\n  labels:\n    |`)).toEqual(['acme.com/tier']);
  });

  it('reads documentation from the schemas', () => {
    expect(complete(`${HEAD}spec:\n  |`).items.find(({ label }) => label === 'owner')?.documentation).toMatch(/Who answers/);
  });

  it('asks for the value right away where it knows some', () => {
    const items = complete(`${HEAD}spec:\n  |`).items;
    expect(items.find(({ label }) => label === 'owner')?.suggestAgain).toBe(true);
    expect(complete(`${HEAD}metadata:\n  |`).items.find(({ label }) => label === 'title')?.suggestAgain).toBeUndefined();
  });
});

describe('no keys', () => {
  it.each([
    ['in a comment', `${HEAD}# own|`],
    ['in a comment behind a value', `${HEAD}spec:\n  owner: x # te|`],
    ['in an indented comment', `${HEAD}spec:\n  # |`],
    ['in a block scalar', 'kind: API\nspec:\n  definition: ‸'.replace('‸', '>\n    |')],
    ['in a word of a block scalar', 'kind: API\nspec:\n  definition: |\n    own‸\n'],
    ['on a blank line of a block scalar', 'kind: API\nspec:\n  definition: |\n    a: 1\n    ‸\n    b: 2\n'],
    ['in a block scalar of a list', `${HEAD}spec:\n  dependsOn:\n    - |-\n      ‸`],
    ['in a quoted text over lines', `${HEAD}metadata:\n  description: "one\n    two |\n    three"\n`],
    ['on a document marker', `${HEAD}---|`],
    ['below a text that can go on', `${HEAD}metadata:\n  description: some text\n    go|`],
    ['right behind a dash', `${HEAD}spec:\n  dependsOn:\n    -|`],
    ['in the indentation before a key', `${HEAD}spec:\n | owner: x`],
    ['behind a word of a list', `${HEAD}metadata:\n  tags:\n    - java\n      |`],
    ['on a block scalar\'s header', 'kind: API\nspec:\n  definition: |‸'],
    ['on an alias', `${HEAD}spec:\n  owner: *te|`],
    ['behind a closed collection', `${HEAD}metadata:\n  tags: [java] |`],
  ])('offers nothing %s', (_where, marked) => {
    expect(labels(marked)).toEqual([]);
  });

  it('goes on behind a block scalar', () => {
    expect(labels('kind: API\nspec:\n  definition: |\n    a: 1\n  ‸')).toContain('owner');
    expect(labels('kind: API\nspec:\n  definition: |\n    a: 1\n\n  ‸\n')).toContain('owner');
  });

  it('offers nothing in YAML that is not ours', () => {
    expect(labels('apiVersion: v1\nkind: Service\n|', undefined, 'file:///k8s/service.yaml')).toEqual([]);
    expect(labels('|', undefined, 'file:///k8s/service.yaml')).toEqual([]);
    expect(labels('apiVersion: v1\nkind: Service\n---\napiVersion: backstage.io/v1alpha1\nkind: User\nspec:\n  |', undefined, 'untitled:Untitled-1')).toEqual(['memberOf', 'profile']);
  });
});
