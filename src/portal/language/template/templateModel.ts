import { nodeAt, scalarOf, type OutlineNode } from '../outlineNode';
import type { DocumentText } from '../parsedText';
import { usagesIn, type TemplateUsages } from './expressions/usages';
import { collectParameters, type Parameters } from './parameters';
import { scalarTextOf, type ScalarText } from './scalarText';

/** A step of a template. */
export interface Step {
  readonly node: OutlineNode;
  readonly index: number;
  /** The id by which others reach it; one that is not written is `step-<n>`, counted from 1. */
  readonly id: string;
  readonly idNode: OutlineNode | undefined;
  readonly action: string | undefined;
  readonly actionNode: OutlineNode | undefined;
  readonly input: OutlineNode | undefined;
  readonly repeats: boolean;
}

/** Where an expression stands, which decides what it knows. */
export type Zone = 'input' | 'if' | 'each' | 'output' | 'unrendered';

/** A text of the template that holds expressions. */
export interface ExpressionText {
  readonly scalar: ScalarText;
  readonly usages: TemplateUsages;
  readonly zone: Zone;
  /** The step it belongs to. */
  readonly step: Step | undefined;
}

/** What a template.yaml says, as its lines show it, however broken it is. Lines count from the start of the document. */
export interface TemplateModel {
  readonly document: DocumentText;
  readonly parameters: Parameters;
  readonly steps: readonly Step[];
  readonly texts: readonly ExpressionText[];
}

export function isTemplate({ kind, apiVersion }: DocumentText): boolean {
  return kind?.toLowerCase() === 'template' && apiVersion?.startsWith('scaffolder.backstage.io/') === true;
}

const known = new WeakMap<DocumentText, TemplateModel>();

/** Worked out once for as long as the document stays as it is. */
export function templateModelOf(document: DocumentText): TemplateModel {
  const model = known.get(document) ?? createTemplateModel(document);
  known.set(document, model);
  return model;
}

function createTemplateModel(document: DocumentText): TemplateModel {
  const { root } = document.outline;
  const steps = (nodeAt(root, ['spec', 'steps'])?.children ?? []).flatMap((node) => (node.kind === 'item' ? [toStep(node)] : []));
  const texts: ExpressionText[] = [];
  const visit = (node: OutlineNode, zone: Zone, step?: Step): void => {
    const scalar = scalarTextOf(document, node);
    if (scalar && /\$\{\{|\{%/.test(scalar.text)) {
      texts.push({ scalar, usages: usagesIn(scalar.text), zone, step });
    }
    node.children.forEach((child) => visit(child, zone, step));
  };
  for (const step of steps) {
    for (const child of step.node.children) {
      visit(child, zoneOf(child.key), step);
    }
  }
  const output = nodeAt(root, ['spec', 'output']);
  if (output) {
    visit(output, 'output');
  }
  return { document, parameters: collectParameters(nodeAt(root, ['spec', 'parameters'])), steps, texts };
}

function zoneOf(key: string): Zone {
  return key === 'input' || key === 'if' || key === 'each' ? key : 'unrendered';
}

function toStep(node: OutlineNode): Step {
  const child = (key: string) => node.children.find((each) => each.kind === 'entry' && each.key === key);
  const idNode = child('id');
  const actionNode = child('action');
  return {
    node,
    index: node.index,
    id: scalarOf(idNode) ?? `step-${node.index + 1}`,
    idNode,
    action: scalarOf(actionNode),
    actionNode,
    input: child('input'),
    repeats: child('each') !== undefined,
  };
}

/** The text with expressions at a position, and where in it. */
export function textAt(model: TemplateModel, position: { readonly line: number; readonly character: number }): { readonly text: ExpressionText; readonly offset: number } | undefined {
  for (const text of model.texts) {
    const offset = text.scalar.offsetAt(position);
    if (offset !== undefined) {
      return { text, offset };
    }
  }
  return undefined;
}
