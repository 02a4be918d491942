import type { Position, Range } from '../../catalog/entity';
import type { ActionSchema, ActionSchemas, ActionValueSchema } from '../../scaffolder/actionSchemas/actionSchema';
import { childAt, pathOf, type OutlineNode, type Path } from '../outlineNode';
import type { Access, Segment } from './expressions/usages';
import { FILTERS, FUNCTIONS, type FilterFacts } from './filters';
import type { Parameter } from './parameters';
import { textAt, type ExpressionText, type Step, type TemplateModel } from './templateModel';

/** What stands at a position of a template. Ranges count from the start of the document. */
export type TemplateElement = { readonly range: Range } & (
  | { readonly type: 'parameter'; readonly parameter: Parameter }
  | { readonly type: 'step'; readonly step: Step }
  | { readonly type: 'output'; readonly step: Step; readonly name: string; readonly schema: ActionValueSchema | undefined }
  | { readonly type: 'filter'; readonly filter: FilterFacts }
  | { readonly type: 'root'; readonly name: string }
  | { readonly type: 'function'; readonly name: string; readonly description: string }
  | { readonly type: 'action'; readonly action: ActionSchema }
  | { readonly type: 'input'; readonly action: ActionSchema; readonly name: string; readonly schema: ActionValueSchema }
);

export function elementAt(model: TemplateModel, position: Position, actions: ActionSchemas | undefined): TemplateElement | undefined {
  return inExpression(model, position, actions) ?? inSteps(model, position, actions) ?? inForm(model, position);
}

function inExpression(model: TemplateModel, position: Position, actions: ActionSchemas | undefined): TemplateElement | undefined {
  const found = textAt(model, position);
  if (!found) {
    return undefined;
  }
  const { text, offset } = found;
  const covers = ({ start, end }: Segment): boolean => start <= offset && offset <= end;
  const filter = text.usages.filters.find(covers);
  const facts = filter && FILTERS.find(({ name }) => name === filter.name);
  if (filter && facts) {
    return { type: 'filter', filter: facts, range: text.scalar.rangeOf(filter.start, filter.end) };
  }
  const access = text.usages.accesses.find(({ root, path }) => covers(root) || path.some(covers));
  return access && accessAt(model, text, access, [access.root, ...access.path].findIndex(covers), actions);
}

function accessAt(model: TemplateModel, text: ExpressionText, { root, path }: Access, index: number, actions: ActionSchemas | undefined): TemplateElement | undefined {
  const segment = index === 0 ? root : path[index - 1];
  if (!segment || text.usages.locals.has(root.name)) {
    return undefined;
  }
  const range = text.scalar.rangeOf(segment.start, segment.end);
  const [first, , third] = path;
  if (index === 0) {
    const known = FUNCTIONS.find(({ name }) => name === root.name);
    return known ? { type: 'function', ...known, range } : { type: 'root', name: root.name, range };
  }
  if (root.name === 'parameters' || root.name === 'secrets') {
    const parameter = first && index === 1 ? model.parameters.byName.get(first.name) : undefined;
    return parameter && { type: 'parameter', parameter, range };
  }
  const step = root.name === 'steps' ? model.steps.find(({ id }) => id === first?.name) : undefined;
  if (step && index === 3 && third) {
    const action = step.action === undefined ? undefined : actions?.get(step.action);
    return { type: 'output', step, name: third.name, schema: action?.output?.properties?.[third.name], range };
  }
  return step && index <= 2 ? { type: 'step', step, range } : undefined;
}

function inSteps(model: TemplateModel, position: Position, actions: ActionSchemas | undefined): TemplateElement | undefined {
  for (const step of model.steps) {
    const action = step.action === undefined ? undefined : actions?.get(step.action);
    const idRange = step.idNode?.value?.range;
    if (idRange && contains(idRange, position)) {
      return { type: 'step', step, range: idRange };
    }
    const actionRange = step.actionNode?.value?.range;
    if (action && actionRange && contains(actionRange, position)) {
      return { type: 'action', action, range: actionRange };
    }
    const node = action && step.input && keyAt(step.input, position);
    const schema = node && action.input ? schemaAt(action.input, pathOf(node).slice(pathOf(step.input ?? node).length)) : undefined;
    if (action && node && schema) {
      return { type: 'input', action, name: node.key, schema, range: node.range };
    }
  }
  return undefined;
}

function keyAt(node: OutlineNode, position: Position): OutlineNode | undefined {
  for (const child of node.children) {
    const found = child.kind === 'entry' && contains(child.range, position) ? child : keyAt(child, position);
    if (found) {
      return found;
    }
  }
  return undefined;
}

function schemaAt(schema: ActionValueSchema, path: Path): ActionValueSchema | undefined {
  const [first, ...rest] = path;
  if (first === undefined) {
    return schema;
  }
  for (const form of [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) {
    const next = typeof first === 'number' ? form.items : (form.properties?.[first] ?? (typeof form.additionalProperties === 'object' ? form.additionalProperties : undefined));
    const found = next && schemaAt(next, rest);
    if (found) {
      return found;
    }
  }
  return undefined;
}

function inForm({ parameters }: TemplateModel, position: Position): TemplateElement | undefined {
  for (const parameter of parameters.byName.values()) {
    const node = parameter.all.find(({ range }) => contains(range, position));
    if (node) {
      return { type: 'parameter', parameter, range: node.range };
    }
  }
  for (const page of parameters.pages) {
    const required = childAt(page.node, 'required')?.children.find(({ value }) => value && contains(value.range, position));
    const parameter = required?.value && parameters.byName.get(required.value.text);
    if (parameter && required.value) {
      return { type: 'parameter', parameter, range: required.value.range };
    }
  }
  return undefined;
}

export function contains({ start, end }: Range, { line, character }: Position): boolean {
  return (line > start.line || (line === start.line && character >= start.character)) && (line < end.line || (line === end.line && character <= end.character));
}
