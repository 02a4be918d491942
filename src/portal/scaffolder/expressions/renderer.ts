import type { TemplateContext } from 'nunjitsu';
import { PortalError } from '../../base/errors';
import type { JsonValue } from '../../catalog/entity';
import type { Isolate } from '../../ports/isolate';
import { isTruthy, type EngineSetup, type FileOptions } from './engine';
import type { JsonataQuery, RenderAnswer, RenderedStepValue, RenderedText, RenderFailure, RenderRequest, Replacement } from './rendering';

export type RenderIsolate = Isolate<RenderRequest, RenderAnswer>;

/** Rendering may take this long, in ms. Real templates take some. */
export const RENDER_DEADLINE = 5000;

/** A file of a skeleton that did not render. Named as the engine names it, with the engine's message. */
export class TemplateRenderError extends Error {
  override readonly name: string;
  /** Both count from 1, where the engine tells. */
  readonly line: number | undefined;
  readonly column: number | undefined;
  /** The file of the skeleton, where it is known. */
  readonly file: string | undefined;

  constructor(failure: RenderFailure, file?: string) {
    super(failure.message);
    this.name = failure.name;
    this.line = failure.line;
    this.column = failure.column;
    this.file = file;
  }
}

/** Renders for a task, in an isolate and with a deadline. Rejects with `PortalError` `timeout` where a template takes too long. */
export interface Renderer {
  /** Each text by itself: one that fails does not keep the others from being rendered. */
  files(texts: readonly string[], context: TemplateContext, options?: FileOptions, signal?: AbortSignal): Promise<readonly RenderedText[]>;
  /** Every text inside a value. @param failed what `failure()` says */
  value(input: JsonValue, context: TemplateContext, failed?: boolean, signal?: AbortSignal): Promise<RenderedStepValue>;
  /** Replaces all that a regular expression finds. */
  replace(job: Replacement, signal?: AbortSignal): Promise<string>;
  jsonata(query: JsonataQuery, signal?: AbortSignal): Promise<JsonValue>;
  /** A condition. */
  holds(condition: JsonValue, context: TemplateContext, failed?: boolean, signal?: AbortSignal): Promise<RenderedStepValue & { readonly holds: boolean }>;
}

export function createRenderer(isolate: RenderIsolate, setup: EngineSetup = {}, deadline = RENDER_DEADLINE): Renderer {
  const value: Renderer['value'] = async (input, context, failed = false, signal) => {
    const answer = await isolate.run({ kind: 'value', setup, input, context, failed }, deadline, signal);
    if (answer.kind !== 'value') {
      throw misanswered();
    }
    return answer.result;
  };
  return {
    value,
    files: async (texts, context, options = {}, signal) => {
      const answer = await isolate.run({ kind: 'files', setup, texts, context, options }, deadline, signal);
      if (answer.kind !== 'files') {
        throw misanswered();
      }
      return answer.results;
    },
    replace: async (job, signal) => {
      const answer = await isolate.run({ kind: 'replace', ...job }, deadline, signal);
      if (answer.kind !== 'replace') {
        throw misanswered();
      }
      return answer.content;
    },
    jsonata: async (query, signal) => {
      const answer = await isolate.run({ kind: 'jsonata', ...query }, deadline, signal);
      if (answer.kind !== 'jsonata') {
        throw misanswered();
      }
      return JSON.parse(answer.json) as JsonValue;
    },
    holds: async (condition, context, failed, signal) => {
      const rendered = await value(condition, context, failed, signal);
      return { ...rendered, holds: isTruthy(rendered.value) };
    },
  };
}

/** The text, or the error as the engine threw it. */
export function textOf(rendered: RenderedText | undefined, file?: string): string {
  if (!rendered) {
    throw misanswered();
  }
  if ('failure' in rendered) {
    throw new TemplateRenderError(rendered.failure, file);
  }
  return rendered.text;
}

function misanswered(): PortalError {
  return new PortalError('server', 'The worker that renders answered something else than was asked. Report this, please.');
}
