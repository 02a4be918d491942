import type { Event } from '../../portal/base/event';
import type { EntityProblems, ProblemChange } from '../../portal/catalog/problems/catalogProblems';

/** What lists and cards ask of the problems. Nothing is known until the room that gathers them is loaded; then it is told. */
export interface ProblemFeed extends EntityProblems {
  readonly onDidChange: Event<ProblemChange>;
}
