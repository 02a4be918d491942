import type { CatalogEntity } from '../entity';
import type { DocumentProblem } from '../problem';
import type { CatalogQuery } from '../query';
import type { FileProblems } from '../catalogService';
import type { CatalogProblem, RelatedPlace } from './catalogProblem';
import { adviceFor, classOf } from './classifyProblem';

/** Where an entity is written down, as a place to open. */
export function placeOf({ ref, origin }: CatalogEntity): RelatedPlace {
  return { label: ref, uri: origin.uri, range: { start: origin.position, end: origin.position } };
}

/**
 * The problems of a file, each with what it is about.
 * @param inFile the entities that the file contributes, which say who owns what cannot be read in it
 * @param source id of the source the file came from
 */
export function toFileProblems({ uri, problems }: FileProblems, inFile: readonly CatalogEntity[], graph: CatalogQuery, source: string): readonly CatalogProblem[] {
  const owners = new Set(inFile.map(({ facets }) => facets.owner));
  const shared = owners.size === 1 ? inFile[0]?.facets.owner : undefined;
  const seen = new Map<string, number>();
  return problems.flatMap((problem) => {
    const { code, severity, message, range } = problem;
    const of = classOf(problem);
    const key = `${uri}#${code}@${range.start.line}:${range.start.character}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    const ref = problem.ref ?? nearest(inFile, problem);
    const holder = ref === undefined ? undefined : graph.get(ref);
    const owner = (of === 'conflict' ? undefined : holder?.facets.owner) ?? shared;
    const isElsewhere = holder !== undefined && holder.origin.uri !== uri;
    const own: CatalogProblem = {
      id: `${key}/${count}`,
      class: of,
      code,
      severity,
      message,
      advice: adviceFor(of),
      ...(ref !== undefined && { ref }),
      ...(owner !== undefined && { owner }),
      source,
      uri,
      range,
      related: of === 'conflict' && isElsewhere ? [placeOf(holder)] : [],
    };
    // Whoever looks at the one that is kept shall see the quarrel too.
    return of === 'conflict' && isElsewhere ? [own, atHolder(own, holder)] : [own];
  });
}

function atHolder(own: CatalogProblem, holder: CatalogEntity): CatalogProblem {
  const { uri, range } = placeOf(holder);
  const other = own.uri ?? '';
  return {
    ...own,
    id: `${own.id}/kept`,
    severity: 'warning',
    message: `${holder.ref} is defined in another file as well, which is left out.`,
    ...(holder.facets.owner !== undefined && { owner: holder.facets.owner }),
    source: holder.origin.source,
    uri,
    range,
    related: [{ label: holder.ref, uri: other, range: own.range ?? range }],
  };
}

/** The entity of a file that a problem without one is about: the only one, or that whose name stands in its line. */
function nearest(inFile: readonly CatalogEntity[], { range, code }: DocumentProblem): string | undefined {
  if (/^(yaml|file)\//.test(code)) {
    return undefined;
  }
  if (inFile.length === 1) {
    return inFile[0]?.ref;
  }
  return inFile.find(({ origin }) => origin.position.line === range.start.line && range.start.line > 0)?.ref;
}
