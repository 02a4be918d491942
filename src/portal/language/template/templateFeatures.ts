import type { EntityOrigin, Position, Range } from '../../catalog/entity';
import type { ActionSchemas } from '../../scaffolder/actionSchemas/actionSchema';
import { sortKey, toYamlScalar, type CompletionItem } from '../completionItem';
import { contextAt } from '../cursorContext';
import { moveRange } from '../outlineNode';
import { documentAt, type ParsedText } from '../parsedText';
import { actionOffers, completeExpression } from './completeExpressions';
import { code, describeAction, describeParameter, describeStep, describeValue, ROOT_TEXTS } from './describe';
import { elementAt, type TemplateElement } from './elementAt';
import { isTemplate, templateModelOf, type TemplateModel } from './templateModel';

interface PlacedTemplate {
  readonly model: TemplateModel;
  readonly startLine: number;
  /** The position in the document. */
  readonly position: Position;
}

export function templateAt(parsed: ParsedText, position: Position): PlacedTemplate | undefined {
  const placed = documentAt(parsed, position.line);
  if (!placed || !isTemplate(placed.document)) {
    return undefined;
  }
  return { model: templateModelOf(placed.document), startLine: placed.startLine, position: { line: position.line - placed.startLine, character: position.character } };
}

/**
 * What can be written in an expression, as the action of a step, or as a whole expression for a value.
 * @returns `undefined` where the schema of the document says all that there is
 */
export function completeInTemplate(parsed: ParsedText, position: Position, actions: ActionSchemas | undefined): { readonly items: readonly CompletionItem[]; readonly only: boolean } | undefined {
  const placed = templateAt(parsed, position);
  if (!placed) {
    return undefined;
  }
  const { model, startLine } = placed;
  const move = (items: readonly CompletionItem[], only: boolean) => ({ items: items.map((item) => ({ ...item, range: moveRange(item.range, startLine) })), only });
  const inside = completeExpression(model, placed.position, actions);
  if (inside) {
    return move(inside, true);
  }
  const cursor = contextAt(model.document.lines, model.document.outline, placed.position);
  const [spec, steps, index, key] = cursor?.path ?? [];
  if (!cursor?.value || spec !== 'spec' || steps !== 'steps' || typeof index !== 'number') {
    return undefined;
  }
  const space = cursor.value.needsSpace ? ' ' : '';
  if (key === 'action' && cursor.path.length === 4 && actions) {
    return move(
      actionOffers(actions).map((offer, at) => ({ label: offer.name, kind: 'value', insertText: space + toYamlScalar(offer.name, cursor.flow), snippet: false, range: cursor.token.range, sortText: sortKey(0, at), ...(offer.detail !== undefined && { detail: offer.detail }), ...(offer.documentation !== undefined && { documentation: offer.documentation }) })),
      true,
    );
  }
  const takesExpression = (key === 'input' && cursor.path.length > 4) || key === 'if' || key === 'each';
  return takesExpression && !cursor.value.ownLine && !cursor.flow ? move(wholeExpressions(model, index, cursor.token.range, space, cursor.token.quote !== undefined), false) : undefined;
}

function wholeExpressions({ parameters, steps }: TemplateModel, index: number, range: Range, space: string, quoted: boolean): readonly CompletionItem[] {
  const names = [...parameters.byName.keys()].map((name) => reach('parameters', name, quoted));
  const outputs = steps.filter((step) => step.index < index).map(({ id }) => `${reach('steps', id, quoted)}.output.`);
  return [...names, ...outputs].map((path, at): CompletionItem => {
    const goesOn = path.endsWith('.');
    const text = `\${{ ${path} }}`;
    return {
      label: goesOn ? `\${{ ${path}… }}` : text,
      kind: 'value',
      insertText: goesOn ? `${space}\\\${{ ${path}$0 }}` : space + text,
      snippet: goesOn,
      range,
      sortText: sortKey(3, at),
      filterText: path,
      ...(goesOn && { suggestAgain: true }),
    };
  });
}

function reach(root: string, name: string, quoted: boolean): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `${root}.${name}` : quoted ? `${root}.${name}` : `${root}['${name}']`;
}

/** What stands at a position, in Markdown. */
export function hoverInTemplate(parsed: ParsedText, position: Position, actions: ActionSchemas | undefined): { readonly markdown: string; readonly range: Range } | undefined {
  const placed = templateAt(parsed, position);
  const element = placed && elementAt(placed.model, placed.position, actions);
  const markdown = element && describe(element, actions);
  return markdown === undefined ? undefined : { markdown, range: moveRange(element?.range ?? { start: position, end: position }, placed?.startLine ?? 0) };
}

function describe(element: TemplateElement, actions: ActionSchemas | undefined): string | undefined {
  switch (element.type) {
    case 'parameter':
      return describeParameter(element.parameter);
    case 'step': {
      const action = element.step.action === undefined ? undefined : actions?.get(element.step.action);
      return [describeStep(element.step), ...(action?.description === undefined ? [] : [action.description])].join('\n\n');
    }
    case 'output':
      return [...(element.schema ? [describeValue(element.name, element.schema)] : [code(element.name)]), `Output of ${code(element.step.id)}.`].join('\n\n');
    case 'filter':
      return [element.filter.description, ...(element.filter.example === undefined ? [] : [code(element.filter.example)])].join('\n\n');
    case 'function':
      return element.description;
    case 'root':
      return ROOT_TEXTS[element.name];
    case 'action':
      return describeAction(element.action);
    case 'input':
      return describeValue(element.name, element.schema);
  }
}

/** Where the parameter or step that an expression names is written down, in the same file. */
export function definitionInTemplate(parsed: ParsedText, position: Position, actions: ActionSchemas | undefined): { readonly origin: EntityOrigin; readonly range: Range } | undefined {
  const placed = templateAt(parsed, position);
  const element = placed && elementAt(placed.model, placed.position, actions);
  if (!placed || !element) {
    return undefined;
  }
  const target = element.type === 'parameter' ? element.parameter.node.range : element.type === 'step' || element.type === 'output' ? (element.step.idNode?.value?.range ?? element.step.node.range) : undefined;
  const document = parsed.documents.findIndex(({ startLine }) => startLine === placed.startLine);
  return target && { origin: { uri: parsed.source.uri, document, position: moveRange(target, placed.startLine).start, source: 'workspace' }, range: moveRange(element.range, placed.startLine) };
}
