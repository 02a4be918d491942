import type { FileProblems, SourceStatus } from '../catalogService';
import type { CatalogEntity, Entity } from '../entity';
import { pathInRepository } from '../locationTargets';
import type { CatalogQuery } from '../query';
import { toFacts } from './aboutFacts';
import { locationsAbove } from './ancestry';
import { toDeprecation } from './deprecation';
import type { DefinitionLanguage, DefinitionPlace, EntityPage, PageActions, PageProblem } from './entityPage';
import { toLinks } from './pageLinks';
import { titleOf, toRelated, toText, type EntityLooks } from './relatedEntity';
import { toCards, toMissing } from './relationCards';

export interface EntityPageInput {
  readonly graph: CatalogQuery;
  readonly problems: readonly FileProblems[];
  readonly sources: readonly SourceStatus[];
  readonly looks: EntityLooks;
  /** How a user would call a file by its URI. */
  readonly pathOf: (uri: string) => string;
  readonly actions: PageActions;
  /** Name of the folder that the entity is shown from in the place of GitHub. */
  readonly checkout?: string | undefined;
}

const MOST_PROBLEMS = 50;
const MOST_LABELS = 200;

export function toEntityPage(known: CatalogEntity, input: EntityPageInput): EntityPage {
  const { graph, looks } = input;
  const { entity, facets, ref } = known;
  const definition = definitionOf(entity);
  return {
    ref,
    title: titleOf(known),
    kind: entity.kind,
    icon: looks.iconOf(known),
    description: facets.description,
    tags: facets.tags,
    facts: toFacts(known, graph, looks),
    deprecation: toDeprecation(known, graph, looks),
    links: toLinks(entity),
    labels: Object.entries(entity.metadata.labels ?? {}).slice(0, MOST_LABELS).map(([name, value]) => ({ name, value: String(value) })),
    cards: toCards(ref, graph, looks),
    missing: toMissing(graph.relations(ref), graph),
    problems: toProblems(known, input.problems),
    orphan: entity.metadata.annotations?.['backstage.io/orphan'] === 'true',
    place: toPlace(known, input),
    ancestry: locationsAbove(known, graph).map((location) => toRelated(location.ref, graph, looks)),
    definition: definition && { type: facets.type ?? '', language: definition.language, length: definition.text.length },
    actions: input.actions,
  };
}

/** The text of an API's definition, and the language it is coloured as. */
export function definitionOf({ kind, spec }: Entity): { readonly text: string; readonly language: DefinitionLanguage } | undefined {
  const text = kind.toLowerCase() === 'api' ? spec?.['definition'] : undefined;
  return typeof text === 'string' && text.trim() !== '' ? { text, language: languageOf(toText(spec?.['type'])?.toLowerCase(), text) } : undefined;
}

function languageOf(type: string | undefined, text: string): DefinitionLanguage {
  const isJson = /^\s*[{[]/.test(text);
  switch (type) {
    case 'graphql':
      return 'graphql';
    case 'grpc':
      return 'protobuf';
    case 'trpc':
      return isJson ? 'json' : 'typescript';
    case 'openapi':
    case 'asyncapi':
      return isJson ? 'json' : 'yaml';
    default:
      return isJson ? 'json' : 'text';
  }
}

/** Those of the entity itself, and of its file as a whole. */
function toProblems({ ref: own, origin }: CatalogEntity, problems: readonly FileProblems[]): readonly PageProblem[] {
  const found = problems.find(({ uri }) => uri === origin.uri)?.problems ?? [];
  return found.filter(({ ref = own }) => ref === own).slice(0, MOST_PROBLEMS).map(({ severity, message, code, range: { start } }) => ({ severity, message, code, line: start.line, character: start.character }));
}

function toPlace({ origin }: CatalogEntity, { sources, pathOf, checkout }: EntityPageInput): DefinitionPlace {
  const { repository, location, uri, source } = origin;
  return {
    path: (repository && location !== undefined ? pathInRepository(location.replace(/^url:/, ''), repository) : undefined) ?? pathOf(uri),
    line: origin.position.line,
    repository: repository && `${repository.owner}/${repository.name}`,
    branch: repository?.branch,
    source: sources.find(({ id }) => id === source)?.label ?? source,
    insteadOfGitHub: checkout,
  };
}
