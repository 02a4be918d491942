import { describe, expect, it } from 'vitest';
import type { SourceText } from '../../../src/portal/language/sourceText';
import { CATALOG_URI, createTestService, entity, graphOf } from './testCatalog';

/** 200 documents of 25 lines. */
function largeFile(): string {
  const documents = Array.from({ length: 200 }, (_, index) => {
    const head = `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: service-${index}\n  title: Service ${index}\n  description: Does the thing number ${index}.\n  annotations:\n    github.com/project-slug: acme/service-${index}\n    backstage.io/techdocs-ref: dir:.\n  tags:\n    - java\n    - payments\n  links:\n    - url: https://example.com/${index}\n      title: Dashboard\nspec:\n  type: service\n  lifecycle: production\n  owner: team-${index}\n  system: system-${index}\n  dependsOn:\n    - component:service-${(index + 1) % 200}\n    - resource:database-${index}\n`;
    return `---\n${head}\n`;
  });
  return documents.join('');
}

const GRAPH = graphOf(['Component', 'Resource', 'System', 'Group'].flatMap((kind) => Array.from({ length: 2500 }, (_, index) => entity(kind, `${{ Component: 'service', Resource: 'database', System: 'system', Group: 'team' }[kind] ?? ''}-${index}`, { type: 'x', owner: 'team-1' }, { tags: [`tag-${index % 100}`] }))));

describe('a file of 200 documents and 5,000 lines with a catalog of 10,000 entities', () => {
  const text = largeFile();
  const lines = text.split('\n');

  it('is as large as it says', () => {
    expect(lines.length).toBeGreaterThanOrEqual(5000);
    expect(GRAPH.size).toBe(10_000);
  });

  it('is read again only where it was changed', () => {
    const byKind = new Map(GRAPH.kinds().map((kind) => [kind.toLowerCase(), GRAPH.byKind(kind)]));
    let readsOfAll = 0;
    const all = () => {
      readsOfAll++;
      return GRAPH.all();
    };
    const service = createTestService({ graph: { ...GRAPH, all, byKind: (kind) => byKind.get(kind.toLowerCase()) ?? [] } });
    const owner = lines.findIndex((line, index) => index > 2600 && line.startsWith('  owner:'));
    const stepsOf = (source: SourceText): number => {
      const work = service.diagnoseInSteps(source);
      for (let steps = 1; ; steps++) {
        const { done, value } = work.next();
        if (done) {
          expect(value).toEqual([]);
          return steps;
        }
      }
    };
    const first = stepsOf({ uri: CATALOG_URI, version: 0, text });
    const later: number[] = [];
    for (let version = 1; version <= 5; version += 1) {
      const source = { uri: CATALOG_URI, version, text: lines.with(owner, `  owner: team-${version}`).join('\n') };
      expect(service.complete(source, { line: owner, character: 12 }).items).toHaveLength(200);
      later.push(stepsOf(source));
      expect(service.complete(source, { line: owner - 3, character: 0 }).items.length).toBeGreaterThanOrEqual(0);
      expect(service.hover(source, { line: owner, character: 12 })).toBeDefined();
    }
    // Two steps a document pass by what is known; parsing and checking it again takes two more.
    expect(Math.max(...later)).toBeLessThan(first * 0.7);
    expect(readsOfAll).toBeLessThanOrEqual(1);
  });
});
