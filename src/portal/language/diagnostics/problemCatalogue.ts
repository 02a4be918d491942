import { ENTITY_PROBLEMS } from './entityProblems';
import { DOCS_PROBLEMS } from '../mkdocs/docsProblems';
import { TEMPLATE_PROBLEMS } from '../template/templateProblems';
import type { ProblemFacts } from './problemFacts';

/**
 * Everything that Stagedoor can say of a file, by code. A code that ends in `/*` stands for all that begin like it and are
 * not listed themselves. Each is explained on its page in docs/problems, under a heading of its own; a test holds the two together.
 */
const PAGES = {
  entities: ENTITY_PROBLEMS,
  templates: TEMPLATE_PROBLEMS,
  docs: DOCS_PROBLEMS,
} as const satisfies Record<string, Readonly<Record<string, ProblemFacts>>>;

export type ProblemPage = keyof typeof PAGES;
/** Codes that checks of the language may report. */
export type ProblemCode = { [Page in ProblemPage]: keyof (typeof PAGES)[Page] }[ProblemPage];

export interface ListedProblem extends ProblemFacts {
  readonly code: string;
  readonly page: ProblemPage;
}

const DOCS = 'https://github.com/stagedoor/stagedoor/blob/main/docs/problems';

let listed: ReadonlyMap<string, ListedProblem> | undefined;

function byCode(): ReadonlyMap<string, ListedProblem> {
  listed ??= new Map(pages().flatMap(([page, problems]) => Object.entries<ProblemFacts>(problems).map(([code, facts]) => [code, { ...facts, code, page }] as const)));
  return listed;
}

function pages(): readonly (readonly [ProblemPage, Readonly<Record<string, ProblemFacts>>])[] {
  return [
    ['entities', PAGES.entities],
    ['templates', PAGES.templates],
    ['docs', PAGES.docs],
  ];
}

/** All codes and families of codes, in the order of the pages. */
export function allProblems(): readonly ListedProblem[] {
  return [...byCode().values()];
}

/** Whether a code, or the family it is of, is listed. */
export function isListed(code: string): boolean {
  return find(code) !== undefined;
}

/** Whether codes begin with this, and a slash. */
export function isFamily(start: string): boolean {
  return allProblems().some(({ code }) => code.startsWith(`${start}/`));
}

/** What is known of a code; of one that is listed nowhere, that it refuses. */
export function factsOf(code: string): ListedProblem {
  return find(code) ?? { code, page: 'entities', class: 'refused', severity: 'error', title: code };
}

/** Where a code is explained. */
export function explanationOf(code: string): string {
  const { page, code: heading } = factsOf(code);
  return `${DOCS}/${page}.md#${toAnchor(heading)}`;
}

/** What GitHub makes of a heading. */
export function toAnchor(heading: string): string {
  return heading.toLowerCase().replace(/[^a-z0-9 _-]/g, '').replaceAll(' ', '-');
}

function find(code: string): ListedProblem | undefined {
  return byCode().get(code) ?? byCode().get(`${code.replace(/\/.*$/, '')}/*`);
}
