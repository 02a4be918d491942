import { moveRange } from '../../outlineNode';
import { documentAt, type ParsedText } from '../../parsedText';
import { moveProblem, type LanguageProblem, type ProblemFix } from '../languageProblem';
import { factsOf } from '../problemCatalogue';
import type { FixContext, FixProvider } from './fixProvider';
import { fixByMove } from './moves';
import { fixByNewEntity } from './newEntities';
import { fixByPresence } from './optionalPresence';
import { fixByRemoval, fixDeprecatedAnnotation, fixUnusedSuppression } from './removals';
import { fixByList, fixByQuotes, fixBySuggestion, fixForm, fixKind, fixKindOfRef, fixStructuredDefinition } from './replacements';
import { fixRequiredField } from './requiredFields';
import { fixBySuppression } from './suppression';

const OF_TYPES = [fixByQuotes, fixByList, fixStructuredDefinition, fixRequiredField];

/** By code, or by its family; the likeliest first. */
const PROVIDERS: Readonly<Record<string, readonly FixProvider[]>> = {
  'envelope/*': OF_TYPES,
  'policy/*': OF_TYPES,
  'kind/*': OF_TYPES,
  'kind/required': OF_TYPES,
  'policy/foreign-field': [fixByMove, fixByRemoval],
  'policy/name': [fixForm],
  'policy/namespace': [fixForm],
  'policy/tag': [fixByQuotes, fixForm],
  'policy/label-value': [fixByQuotes, fixForm],
  'policy/link-url': [fixForm],
  'policy/link-title': [fixByRemoval],
  'policy/link-icon': [fixByRemoval],
  'policy/kind': [fixKind],
  'policy/api-version': [fixKind],
  'preprocess/api-version': [fixKind],
  'kind/unrecognized': [fixKind],
  'relations/reference': [fixKindOfRef],
  'reference/kind': [fixKindOfRef],
  'reference/dangling': [fixByNewEntity],
  'location/not-found': [fixByPresence],
  'annotation/server-only': [fixByRemoval],
  'annotation/deprecated': [fixDeprecatedAnnotation],
  'metadata/server-only': [fixByRemoval],
  'field/misplaced': [fixByMove],
  'suppression/unused': [fixUnusedSuppression],
};

/** Ways to mend a problem of a file, the likeliest first; the last switches it off. Positions count from the start of the file. */
export function fixesOf(problem: LanguageProblem, parsed: ParsedText, context: Pick<FixContext, 'graph' | 'schemas'>): readonly ProblemFix[] {
  const place = documentAt(parsed, problem.range.start.line);
  if (!place) {
    return [];
  }
  const { document, startLine } = place;
  const local = moveProblem(problem, -startLine);
  const last = parsed.documents.at(-1);
  const end = { line: (last?.startLine ?? 0) + (last?.document.lines.length ?? 1) - 1 - startLine, character: last?.document.lines.at(-1)?.length ?? 0 };
  const siblings = parsed.documents.flatMap((other) => (other.document === document ? [] : [other.document]));
  const full: FixContext = { ...context, uri: parsed.source.uri, document, siblings, end };
  const providers = [fixBySuggestion, ...(PROVIDERS[factsOf(problem.code).code] ?? []), fixBySuppression];
  const found = [...(local.fixes ?? []), ...providers.flatMap((provider) => [...provider(local, full)])];
  return found.map((fix) => ({ ...fix, edits: fix.edits.map((edit) => ({ ...edit, range: moveRange(edit.range, startLine) })) }));
}
