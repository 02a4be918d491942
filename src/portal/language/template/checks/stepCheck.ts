import type { ActionSchemas } from '../../../scaffolder/actionSchemas/actionSchema';
import { createProblem, type LanguageProblem } from '../../diagnostics/languageProblem';
import { childAt, type OutlineNode } from '../../outlineNode';
import { usagesIn } from '../expressions/usages';
import { tokenize } from '../expressions/tokens';
import { didYouMean, nearest } from '../nearest';
import { scalarTextOf } from '../scalarText';
import type { Step, TemplateModel } from '../templateModel';
import { withReplacement } from './expressionCheck';

/** What is wrong with steps apart from their inputs: ids, actions, conditions. */
export function* checkSteps(model: TemplateModel, actions: ActionSchemas | undefined): Iterable<LanguageProblem> {
  const seen = new Map<string, Step>();
  for (const step of model.steps) {
    const first = seen.get(step.id);
    if (first && step.idNode?.value) {
      yield createProblem('template/duplicate-step', { message: `Step ${first.index + 1} has the id ${step.id} as well: what comes later sees the output of this one alone.`, range: step.idNode.value.range });
    }
    seen.set(step.id, first ?? step);
    const unknown = actions && checkAction(step, actions);
    if (unknown) {
      yield unknown;
    }
    yield* checkCondition(model, step);
  }
}

function checkAction({ action, actionNode }: Step, actions: ActionSchemas): LanguageProblem | undefined {
  const range = actionNode?.value?.range;
  if (action === undefined || action === '' || !range || actions.get(action)) {
    return undefined;
  }
  const meant = nearest(action, actions.all.map(({ id }) => id));
  const message = `${action} is none of the actions that are known here. It is assumed that your Backstage has it; describe it in the setting stagedoor.scaffolder.actions to have its inputs checked.${didYouMean(meant)}`;
  return withReplacement('template/unknown-action', { message, range }, meant);
}

const ALWAYS = 'A text that is not empty counts as true, so that this always holds.';

function* checkCondition({ document, parameters }: TemplateModel, step: Step): Iterable<LanguageProblem> {
  const node = childAt(step.node, 'if');
  const scalar = node && scalarTextOf(document, node);
  const range = node?.value?.range;
  if (!node || !scalar || !range) {
    return;
  }
  const { tags } = usagesIn(scalar.text);
  const [tag] = tags;
  const text = scalar.text.trim();
  if (tags.length === 0) {
    if (text !== '' && !isYamlConstant(node, text)) {
      const fixes = text === 'false' || text === 'true' ? [{ title: `Write ${text} without quotes`, edits: [{ range: withQuotes(range), newText: text }], preferred: true }] : [];
      yield createProblem('template/condition', { message: `${text === 'false' ? 'This is the text "false". ' : 'This is a text and no expression. '}${ALWAYS}`, range, fixes });
    }
    return;
  }
  if (tag && tags.every(({ type }) => type === 'variable') && (tags.length > 1 || tag.start > 0 || tag.end < scalar.text.trimEnd().length)) {
    yield createProblem('template/condition', { message: `What stands beside the expression makes a text of it. ${ALWAYS} Put the whole condition into one \${{ }}.`, range });
    return;
  }
  for (const { type, innerStart, innerEnd } of tags) {
    const tokens = type === 'variable' ? tokenize(scalar.text, innerStart, innerEnd) : [];
    for (const [index, token] of tokens.entries()) {
      const [root, dot, name, operator] = tokens.slice(index - 4, index);
      const isComparison = index >= 4 && /^[=!]==?$/.test(operator?.value ?? '');
      const parameter = isComparison && root?.value === 'parameters' && dot?.value === '.' ? parameters.byName.get(name?.value ?? '') : undefined;
      if (token.type === 'string' && /^(?:true|false)$/.test(token.value) && parameter?.type === 'boolean') {
        const at = scalar.rangeOf(token.start, token.end);
        yield createProblem('template/condition', {
          message: `${parameter.name} is a boolean, and never equal to the text "${token.value}".`,
          range: at,
          fixes: [{ title: `Compare with ${token.value} itself`, edits: [{ range: at, newText: token.value }], preferred: true }],
        });
      }
    }
  }
}

function isYamlConstant(node: OutlineNode, text: string): boolean {
  return node.value?.style === 'plain' && /^(?:true|false|null|~)$/i.test(text);
}

function withQuotes({ start, end }: NonNullable<OutlineNode['value']>['range']) {
  return { start: { line: start.line, character: start.character - 1 }, end: { line: end.line, character: end.character + 1 } };
}
