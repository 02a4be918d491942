import { createTemplateRenderer, type TemplateRenderer } from 'nunjitsu';
import type { FileOptions } from './engine';

/** A template that does not parse. Lines and columns count from 0. */
export interface TemplateSyntaxError {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

let plain: TemplateRenderer | undefined;

/**
 * What the engine says of a template's syntax, without evaluating any of it: the parser of nunjitsu is reached by rendering alone, and
 * with no work allowed it stops where evaluation would begin.
 */
export function syntaxErrorOf(template: string, options?: FileOptions): TemplateSyntaxError | undefined {
  const renderer = options ? createTemplateRenderer({ ...options }) : (plain ??= createTemplateRenderer());
  try {
    renderer.render(template, {}, { limits: { workUnits: 0 } });
  } catch (error) {
    return toSyntaxError(error);
  }
  return undefined;
}

function toSyntaxError(error: unknown): TemplateSyntaxError | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'syntax_error') {
    return undefined;
  }
  const { line, column } = { line: undefined, column: undefined, ...error };
  const message = error.message.replace(/^Template error at line \d+, column \d+: /, '');
  return { message, line: typeof line === 'number' ? line - 1 : 0, column: typeof column === 'number' ? column - 1 : 0 };
}
