import jsonata from 'jsonata';
import type { TemplateContext } from 'nunjitsu';
import type { JsonValue } from '../../catalog/entity';
import { createExpressionEngine, type EngineSetup, type FileOptions, type RenderedValue, type SwallowedError } from './engine';
import type { CompileFilter } from './filterDeclarations';

/** One thing to be rendered, plain enough to be sent to a worker. */
export type RenderRequest =
  | { readonly kind: 'value'; readonly setup: EngineSetup; readonly input: JsonValue; readonly context: TemplateContext; readonly failed: boolean }
  | { readonly kind: 'files'; readonly setup: EngineSetup; readonly texts: readonly string[]; readonly context: TemplateContext; readonly options: FileOptions }
  /** A regular expression is as endless wherever a template brings it, and so is JSONata. */
  | ({ readonly kind: 'replace' } & Replacement)
  | ({ readonly kind: 'jsonata' } & JsonataQuery);

export interface Replacement {
  readonly content: string;
  /** A regular expression. */
  readonly find: string;
  readonly replaceWith: string;
}

export interface JsonataQuery {
  readonly expression: string;
  readonly data: JsonValue;
}

export interface RenderedStepValue {
  readonly value: RenderedValue;
  /** What did not render; it stands in `value` as it was written. */
  readonly swallowed: readonly SwallowedError[];
  /** Whether `always()` or `failure()` was called. */
  readonly asked: boolean;
}

export interface RenderFailure {
  readonly name: string;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

/** A rendered text, or why there is none. */
export type RenderedText = { readonly text: string } | { readonly failure: RenderFailure };

export type RenderAnswer =
  | { readonly kind: 'value'; readonly result: RenderedStepValue }
  | { readonly kind: 'files'; readonly results: readonly RenderedText[] }
  | { readonly kind: 'replace'; readonly content: string }
  /** As JSON, since JSONata's own lists carry more than they hold. */
  | { readonly kind: 'jsonata'; readonly json: string };

/** Does what is asked. Runs where it can be ended: a regular expression of a template may take any time. */
export async function answerRender(request: RenderRequest, compile?: CompileFilter): Promise<RenderAnswer> {
  if (request.kind === 'replace') {
    return { kind: 'replace', content: request.content.replaceAll(new RegExp(request.find, 'g'), request.replaceWith) };
  }
  if (request.kind === 'jsonata') {
    const result: unknown = await jsonata(request.expression).evaluate(request.data);
    return { kind: 'jsonata', json: JSON.stringify(result) ?? 'null' };
  }
  const engine = createExpressionEngine(request.setup, compile);
  if (request.kind === 'files') {
    const render = engine.files(request.context, request.options);
    return { kind: 'files', results: request.texts.map((text) => attempt(() => render(text))) };
  }
  const status = { failed: request.failed, asked: false };
  const swallowed: SwallowedError[] = [];
  const steps = engine.steps(status);
  const value = steps.render(request.input, steps.prepare(request.context), (error) => swallowed.push(error));
  return { kind: 'value', result: { value, swallowed, asked: status.asked } };
}

function attempt(render: () => string): RenderedText {
  try {
    return { text: render() };
  } catch (error) {
    return { failure: toRenderFailure(error) };
  }
}

export function toRenderFailure(error: unknown): RenderFailure {
  if (!(error instanceof Error)) {
    return { name: 'Error', message: String(error) };
  }
  const { line, column } = error as { readonly line?: unknown; readonly column?: unknown };
  return { name: error.name, message: error.message, ...(typeof line === 'number' && { line }), ...(typeof column === 'number' && { column }) };
}
