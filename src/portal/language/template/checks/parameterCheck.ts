import { createProblem, type LanguageProblem } from '../../diagnostics/languageProblem';
import { childAt, scalarOf } from '../../outlineNode';
import { didYouMean, nearest } from '../nearest';
import { requiredOf } from '../parameters';
import type { TemplateModel } from '../templateModel';
import { withReplacement } from './expressionCheck';

/** What is wrong with the form: parameters that nobody asks for, and required ones that are not there. */
export function* checkParameters(model: TemplateModel): Iterable<LanguageProblem> {
  const { parameters } = model;
  for (const page of parameters.pages) {
    for (const { name, node } of requiredOf(page)) {
      if (!parameters.open && !page.names.has(name) && node.value) {
        const elsewhere = parameters.byName.has(name);
        const meant = elsewhere ? undefined : nearest(name, page.names);
        const why = elsewhere ? `${name} stands on another page` : `The page has no parameter ${name}`;
        yield withReplacement('template/unknown-required', { message: `${why}, so that the form can never be filled in.${didYouMean(meant)}`, range: node.value.range }, meant);
      }
    }
  }
  const used = usedParameters(model);
  if (used === 'all' || model.steps.length === 0) {
    return;
  }
  for (const parameter of parameters.byName.values()) {
    if (!parameter.serves && !used.has(parameter.name)) {
      yield createProblem('template/unused-parameter', { message: `No step asks for the parameter ${parameter.name}.`, range: parameter.node.range, tag: 'unnecessary' });
    }
  }
}

/** Names of the parameters that expressions ask for; `all` where one takes them as a whole. */
export function usedParameters({ texts, parameters }: TemplateModel): ReadonlySet<string> | 'all' {
  const used = new Set<string>();
  for (const { usages } of texts) {
    for (const { root, path } of usages.accesses) {
      const [first] = path;
      if (root.name === 'parameters' && !first) {
        return 'all';
      }
      if (first && (root.name === 'parameters' || root.name === 'secrets')) {
        used.add(first.name);
      }
    }
  }
  // Who fills in a secret need not be asked for it as a parameter.
  for (const { name, node } of parameters.byName.values()) {
    if (scalarOf(childAt(node, 'ui:field')) === 'Secret') {
      used.add(name);
    }
  }
  return used;
}
