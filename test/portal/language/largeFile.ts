import type { CatalogQuery } from '../../../src/portal/catalog/query';
import { entity, graphOf } from './testCatalog';

/** 200 documents of 25 lines. */
export function largeFile(): string {
  const documents = Array.from({ length: 200 }, (_, index) => {
    const head = `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: service-${index}\n  title: Service ${index}\n  description: Does the thing number ${index}.\n  annotations:\n    github.com/project-slug: acme/service-${index}\n    backstage.io/techdocs-ref: dir:.\n  tags:\n    - java\n    - payments\n  links:\n    - url: https://example.com/${index}\n      title: Dashboard\nspec:\n  type: service\n  lifecycle: production\n  owner: team-${index}\n  system: system-${index}\n  dependsOn:\n    - component:service-${(index + 1) % 200}\n    - resource:database-${index}\n`;
    return `---\n${head}\n`;
  });
  return documents.join('');
}

const KINDS = { Component: 'service', Resource: 'database', System: 'system', Group: 'team' };

const ALL = graphOf(Object.entries(KINDS).flatMap(([kind, prefix]) => Array.from({ length: 2500 }, (_, index) => entity(kind, `${prefix}-${index}`, { type: 'x', owner: 'team-1' }, { tags: [`tag-${index % 100}`] }))), 'https://github.com/acme/shop/blob/main/catalog-info.yaml');
const BY_KIND = new Map(ALL.kinds().map((kind) => [kind.toLowerCase(), ALL.byKind(kind)]));

/** 10,000 entities, which the large file refers to. */
export const LARGE_GRAPH: CatalogQuery = { ...ALL, byKind: (kind) => BY_KIND.get(kind.toLowerCase()) ?? [] };
