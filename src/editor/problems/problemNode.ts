import type { CatalogProblem } from '../../portal/catalog/problems/catalogProblem';

/** A heading, a part of a long list, or a problem. Each id has one node for as long as the tree lives. */
export type ProblemNode = ProblemGroupNode | ProblemPageNode | ProblemItemNode;

export interface ProblemGroupNode {
  readonly type: 'group';
  readonly id: string;
  readonly label: string;
  readonly problems: readonly CatalogProblem[];
}

/** Some hundred problems of a longer list: each row that is shown crosses to the window by itself. */
export interface ProblemPageNode {
  readonly type: 'page';
  readonly id: string;
  readonly first: number;
  readonly problems: readonly CatalogProblem[];
}

export interface ProblemItemNode {
  readonly type: 'problem';
  readonly id: string;
  readonly problem: CatalogProblem;
}

/** Rows below one node. */
const PAGE = 500;

/** What stands below a heading or a part: the problems, or parts of them. */
export function childrenOf(node: ProblemGroupNode | ProblemPageNode): readonly ProblemNode[] {
  const { problems } = node;
  if (node.type === 'group' && problems.length > PAGE) {
    const count = Math.ceil(problems.length / PAGE);
    return Array.from({ length: count }, (_, index): ProblemPageNode => {
      const first = index * PAGE;
      return { type: 'page', id: `${node.id}/${index}`, first, problems: problems.slice(first, first + PAGE) };
    });
  }
  return problems.map((problem): ProblemItemNode => ({ type: 'problem', id: `${node.type === 'page' ? node.id.replace(/\/\d+$/, '') : node.id}|${problem.id}`, problem }));
}
