import type { Range } from '../../catalog/entity';
import { stringifyEntityRef } from '../../catalog/entityRef';
import type { CatalogQuery } from '../../catalog/query';
import { findDependents } from '../../catalog/related/dependents';
import { moveRange } from '../outlineNode';
import type { ParsedText } from '../parsedText';
import { isEntityDocument } from '../recognize';
import { declaredRef } from './entityAt';

/** What is shown above an entity. What it opens is told by `type`, of the entity `ref`. */
export interface EntityLens {
  readonly type: 'dependents' | 'relations' | 'owner' | 'docs';
  readonly title: string;
  readonly ref: string;
  readonly range: Range;
}

/** Relations by which the members of what holds others are counted, with what one and several are called. */
const COUNTED: Readonly<Record<string, readonly [type: string, one: string, several: string]>> = {
  group: ['ownerOf', 'owns 1 entity', 'owns # entities'],
  user: ['ownerOf', 'owns 1 entity', 'owns # entities'],
  system: ['hasPart', '1 part', '# parts'],
  domain: ['hasPart', '1 part', '# parts'],
};
/** What others can depend on. */
const DEPENDED_ON = new Set(['component', 'api', 'resource']);

/** What the catalog knows of the entities of a file; nothing of those that it does not have yet. */
export function lensesIn(parsed: ParsedText, graph: CatalogQuery): readonly EntityLens[] {
  return parsed.documents.flatMap(({ document, startLine }) => {
    const declared = isEntityDocument(parsed.source.uri, document) ? declaredRef(document) : undefined;
    const [first] = document.outline.nodes;
    const known = declared && graph.get(stringifyEntityRef(declared));
    if (!known || !first) {
      return [];
    }
    const range = moveRange(first.range, startLine);
    const { ref, facets, entity } = known;
    const kind = entity.kind.toLowerCase();
    const owner = facets.owner === undefined ? undefined : graph.get(facets.owner);
    const hasDocs = entity.metadata.annotations?.['backstage.io/techdocs-ref'] !== undefined;
    return [
      ...(DEPENDED_ON.has(kind) ? [{ type: 'dependents' as const, title: plural(findDependents(graph, ref, 1).length, '1 dependent', '# dependents'), ref, range }] : []),
      ...countOf(kind, ref, graph).map((title) => ({ type: 'relations' as const, title, ref, range })),
      ...(owner ? [{ type: 'owner' as const, title: `Owner: ${owner.facets.title ?? owner.facets.name ?? owner.entity.metadata.name}`, ref: owner.ref, range }] : []),
      ...(hasDocs ? [{ type: 'docs' as const, title: 'Open docs', ref, range }] : []),
    ];
  });
}

function countOf(kind: string, ref: string, graph: CatalogQuery): readonly string[] {
  const counted = COUNTED[kind];
  return counted ? [plural(graph.relations(ref).filter(({ type }) => type === counted[0]).length, counted[1], counted[2])] : [];
}

function plural(count: number, one: string, several: string): string {
  return count === 1 ? one : several.replace('#', count === 0 ? 'no' : String(count));
}
