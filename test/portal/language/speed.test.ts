import { describe, expect, it } from 'vitest';
import { CATALOG_URI, createTestService, diagnose, entity, graphOf } from './testCatalog';

/** 200 documents of 25 lines. */
function largeFile(): string {
  const documents = Array.from({ length: 200 }, (_, index) => {
    const head = `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: service-${index}\n  title: Service ${index}\n  description: Does the thing number ${index}.\n  annotations:\n    github.com/project-slug: acme/service-${index}\n    backstage.io/techdocs-ref: dir:.\n  tags:\n    - java\n    - payments\n  links:\n    - url: https://example.com/${index}\n      title: Dashboard\nspec:\n  type: service\n  lifecycle: production\n  owner: team-${index}\n  system: system-${index}\n  dependsOn:\n    - component:service-${(index + 1) % 200}\n    - resource:database-${index}\n`;
    return `---\n${head}\n`;
  });
  return documents.join('');
}

const GRAPH = graphOf(['Component', 'Resource', 'System', 'Group'].flatMap((kind) => Array.from({ length: 2500 }, (_, index) => entity(kind, `${{ Component: 'service', Resource: 'database', System: 'system', Group: 'team' }[kind] ?? ''}-${index}`, { type: 'x', owner: 'team-1' }, { tags: [`tag-${index % 100}`] }))));

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

describe('a file of 200 documents and 5,000 lines with a catalog of 10,000 entities', () => {
  const text = largeFile();
  const lines = text.split('\n');

  it('is as large as it says', () => {
    expect(lines.length).toBeGreaterThanOrEqual(5000);
    expect(GRAPH.size).toBe(10_000);
  });

  it('is answered within what typing allows', () => {
    const byKind = new Map(GRAPH.kinds().map((kind) => [kind.toLowerCase(), GRAPH.byKind(kind)]));
    const service = createTestService({ graph: { ...GRAPH, byKind: (kind) => byKind.get(kind.toLowerCase()) ?? [] } });
    const owner = lines.findIndex((line, index) => index > 2600 && line.startsWith('  owner:'));
    const times = { first: [] as number[], diagnose: [] as number[], complete: [] as number[], keys: [] as number[], hover: [] as number[] };
    const measure = (into: number[], run: () => void) => {
      const start = performance.now();
      run();
      into.push(performance.now() - start);
    };
    measure(times.first, () => expect(diagnose(service, { uri: CATALOG_URI, version: 0, text })).toEqual([]));
    for (let version = 1; version <= 41; version += 1) {
      const changed = lines.with(owner, `  owner: team-${version}`).join('\n');
      const source = { uri: CATALOG_URI, version, text: changed };
      measure(times.complete, () => expect(service.complete(source, { line: owner, character: 12 }).items).toHaveLength(200));
      measure(times.diagnose, () => expect(diagnose(service, source)).toEqual([]));
      measure(times.keys, () => expect(service.complete(source, { line: owner - 3, character: 0 }).items.length).toBeGreaterThanOrEqual(0));
      measure(times.hover, () => expect(service.hover(source, { line: owner, character: 12 })).toBeDefined());
    }
    const medians = Object.fromEntries(Object.entries(times).map(([name, taken]) => [name, Math.round(median(taken) * 100) / 100]));
    console.log(`language service, medians in ms: ${JSON.stringify(medians)}`);
    // Far above what is measured on an idle machine, so that a loaded one passes; it fails where all is read at each key.
    expect(medians['complete']).toBeLessThan(60);
    expect(medians['diagnose']).toBeLessThan(80);
  });
});
