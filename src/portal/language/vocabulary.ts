import type { CatalogQuery } from '../catalog/query';

/** Words the catalog uses, each with how often, the most frequent first. */
export interface Vocabulary {
  readonly tags: readonly Usage[];
  readonly lifecycles: readonly Usage[];
  readonly annotations: readonly Usage[];
  readonly labels: readonly Usage[];
  readonly namespaces: readonly Usage[];
  /** @param kind case does not matter; of all kinds where left out */
  types(kind: string | undefined): readonly Usage[];
}

export interface Usage {
  readonly word: string;
  readonly count: number;
}

/** Counts the words of a graph once and keeps them until the next one comes. */
export function createVocabularyReader(): (graph: CatalogQuery) => Vocabulary {
  let latest: { readonly graph: CatalogQuery; readonly vocabulary: Vocabulary } | undefined;
  return (graph) => {
    if (latest?.graph !== graph) {
      latest = { graph, vocabulary: readVocabulary(graph) };
    }
    return latest.vocabulary;
  };
}

function readVocabulary(graph: CatalogQuery): Vocabulary {
  const tags = new Map<string, number>();
  const lifecycles = new Map<string, number>();
  const annotations = new Map<string, number>();
  const labels = new Map<string, number>();
  const namespaces = new Map<string, number>();
  const types = new Map<string, Map<string, number>>();
  for (const { entity } of graph.all()) {
    const { metadata, spec } = entity;
    metadata.tags?.forEach((tag) => count(tags, tag));
    Object.keys(metadata.annotations ?? {}).forEach((key) => count(annotations, key));
    Object.keys(metadata.labels ?? {}).forEach((key) => count(labels, key));
    count(namespaces, metadata.namespace ?? 'default');
    if (typeof spec?.['lifecycle'] === 'string') {
      count(lifecycles, spec['lifecycle']);
    }
    if (typeof spec?.['type'] === 'string') {
      const kind = entity.kind.toLowerCase();
      const ofKind = types.get(kind) ?? new Map<string, number>();
      count(ofKind, spec['type']);
      types.set(kind, ofKind);
    }
  }
  return {
    tags: toUsages(tags),
    lifecycles: toUsages(lifecycles),
    annotations: toUsages(annotations),
    labels: toUsages(labels),
    namespaces: toUsages(namespaces),
    types: (kind) => {
      if (kind !== undefined) {
        return toUsages(types.get(kind.toLowerCase()) ?? new Map());
      }
      const all = new Map<string, number>();
      types.forEach((ofKind) => ofKind.forEach((times, word) => all.set(word, (all.get(word) ?? 0) + times)));
      return toUsages(all);
    },
  };
}

function count(words: Map<string, number>, word: string): void {
  words.set(word, (words.get(word) ?? 0) + 1);
}

function toUsages(words: ReadonlyMap<string, number>): Usage[] {
  return [...words].map(([word, times]) => ({ word, count: times })).sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
}

export function inUse(count: number): string {
  return `used ${count} ${count === 1 ? 'time' : 'times'}`;
}
