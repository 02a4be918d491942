import type { TemplateContext } from 'nunjitsu';
import type { JsonValue } from '../../catalog/entity';
import { createExpressionEngine, type FileOptions } from './engine';

/** One rendering to be made: a file's text, a step's input, or its condition. */
export interface ExpressionCase {
  readonly name: string;
  readonly mode: 'file' | 'input' | 'if';
  readonly template?: string;
  readonly input?: JsonValue;
  readonly context: TemplateContext;
  readonly options?: FileOptions;
}

export interface ExpressionResult {
  readonly name: string;
  readonly result?: unknown;
  readonly error?: { readonly name: string; readonly message: string; readonly line?: number; readonly column?: number };
}

/** Evaluates cases one by one. What JSON cannot hold is written as `{ "$type": … }`. */
export function evaluateCases(cases: readonly ExpressionCase[]): readonly ExpressionResult[] {
  const engine = createExpressionEngine();
  return cases.map(({ name, mode, template, input, context, options }) => {
    try {
      if (mode === 'file') {
        return { name, result: engine.file(template ?? '', context, options) };
      }
      const steps = engine.steps();
      const prepared = steps.prepare(context);
      const value = input ?? template ?? '';
      return { name, result: toJson(mode === 'if' ? steps.holds(value, prepared) : steps.render(value, prepared)) };
    } catch (error) {
      return { name, error: toError(error) };
    }
  });
}

function toError(error: unknown): NonNullable<ExpressionResult['error']> {
  if (!(error instanceof Error)) {
    return { name: 'Error', message: String(error) };
  }
  const { line, column } = error as { readonly line?: number; readonly column?: number };
  return { name: error.name, message: error.message, ...(line !== undefined && { line }), ...(column !== undefined && { column }) };
}

function toJson(value: unknown): unknown {
  if (value === undefined) {
    return { $type: 'undefined' };
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return { $type: 'number', value: String(value) };
  }
  if (Array.isArray(value)) {
    return Array.from(value, (entry: unknown, i) => (i in value ? toJson(entry) : { $type: 'hole' }));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toJson(entry)]));
  }
  return value;
}
