import { describe, expect, it } from 'vitest';
import { createYamlHandshake } from '../../../src/editor/language/redHatYaml';

const OURS = 'file:///shop/catalog-info.yaml';

/** Red Hat's YAML extension as far as its API goes, with what was registered there. */
function yamlExtension(accepts = true) {
  const registered: { schema: string; requestSchema: (resource: string) => string | undefined; requestSchemaContent: (uri: string) => string }[] = [];
  const api = {
    registerContributor(schema: string, requestSchema: (resource: string) => string | undefined, requestSchemaContent: (uri: string) => string) {
      registered.push({ schema, requestSchema, requestSchemaContent });
      return accepts;
    },
  };
  return { registered, extension: { activate: () => Promise.resolve<unknown>(api) } };
}

function handshake(find: Parameters<typeof createYamlHandshake>[0]) {
  const warnings: string[] = [];
  return { warnings, agree: createYamlHandshake(find, (uri) => uri === OURS, { warn: (message) => warnings.push(message) }) };
}

describe("beside Red Hat's YAML extension", () => {
  it('entity files get a schema that says nothing, others keep theirs', async () => {
    const { registered, extension } = yamlExtension();
    const { agree, warnings } = handshake(() => extension);
    await Promise.all([agree(), agree()]);
    await agree();
    expect(registered).toHaveLength(1);
    const [contributor] = registered;
    const schema = contributor?.requestSchema(OURS) ?? '';
    expect(schema.startsWith(`${contributor?.schema}://`)).toBe(true);
    expect(contributor?.requestSchema('file:///k8s/deployment.yaml')).toBeUndefined();
    const content: unknown = JSON.parse(contributor?.requestSchemaContent(schema) ?? '');
    expect(Object.keys(content ?? {}).sort()).toEqual(['$schema', 'title']);
    expect(warnings).toEqual([]);
  });

  it('is looked for again until it is there', async () => {
    const { registered, extension } = yamlExtension();
    const installed: (typeof extension)[] = [];
    const { agree } = handshake(() => installed[0]);
    await agree();
    expect(registered).toEqual([]);
    installed.push(extension);
    await agree();
    expect(registered).toHaveLength(1);
  });

  it('tells the log where no schema is taken, and what to do', async () => {
    const refusing = handshake(() => yamlExtension(false).extension);
    await refusing.agree();
    expect(refusing.warnings[0]).toContain('yaml.schemaStore.enable');
    const other = handshake(() => ({ activate: () => Promise.resolve(undefined) }));
    await other.agree();
    expect(other.warnings).toHaveLength(1);
    const broken = handshake(() => ({ activate: () => Promise.reject(new Error('no Java')) }));
    await broken.agree();
    expect(broken.warnings).toEqual(['redhat.vscode-yaml could not be started: no Java']);
  });
});
