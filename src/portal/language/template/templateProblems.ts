import { advice, failing, type ProblemFacts } from '../diagnostics/problemFacts';

/** What can be wrong with a template.yaml beside what ingestion refuses, and with its skeletons. */
export const TEMPLATE_PROBLEMS = {
  'template/syntax': failing('An expression cannot be parsed, and is passed on as it is', 'error'),
  'template/unsupported-tag': failing('A tag is not known to the engine', 'error'),
  'template/unknown-filter': failing('A filter does not exist, so that the expression is passed on as it is', 'error'),
  'template/unknown-variable': failing('An expression names something that is not there'),
  'template/unknown-parameter': failing('An expression names a parameter that the form does not have'),
  'template/unknown-step': failing('An expression names a step that is not there'),
  'template/forward-reference': failing('An expression names a step that has not run yet'),
  'template/unknown-output': failing('An expression names an output that the action does not give'),
  'template/unused-parameter': advice('No step asks for a parameter', 'information'),
  'template/unknown-required': failing('The form requires a parameter that it does not have'),
  'template/duplicate-step': failing('Two steps have one id'),
  'template/unknown-action': advice('It is assumed that somebody brings the action', 'information'),
  'template/unknown-input': failing('An action does not take an input', 'error'),
  'template/missing-input': failing('An action lacks an input that it needs', 'error'),
  'template/input-value': failing('An input has a value that the action does not take', 'error'),
  'template/ignored-input': failing('An input is taken, and nothing done with it'),
  'template/condition': failing('A condition does not depend on what it says'),
  'template/not-rendered': failing('An expression stands where none is evaluated'),
  'skeleton/unknown-value': failing('A skeleton uses a value that no step passes to it'),
  'skeleton/unknown-variable': failing('A skeleton names something that is not there'),
  'skeleton/unknown-filter': failing('A skeleton uses a filter that does not exist', 'error'),
  'skeleton/syntax': failing('A file of a skeleton cannot be parsed', 'error'),
} as const satisfies Readonly<Record<string, ProblemFacts>>;
