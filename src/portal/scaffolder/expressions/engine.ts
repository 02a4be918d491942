import { createTemplateRenderer, type PreparedTemplateContext, type TemplateContext, type TemplateRenderer, type TemplateValue } from 'nunjitsu';
import type { JsonValue } from '../../catalog/entity';
import { createFilters } from './filters';
import { toFilters, type CompileFilter, type FilterDeclaration } from './filterDeclarations';
import type { HostTypes } from './repoUrl';

/** How the engine is set up. */
export interface EngineSetup {
  /** Hosts of repositories beside those every Backstage knows. */
  readonly hosts?: HostTypes;
  /** Filters that an organization has added to its Backstage. */
  readonly filters?: readonly FilterDeclaration[];
}

/** How files of a skeleton are read; the names are those of the action's input. */
export interface FileOptions {
  /** Variables in `{{ }}`, values under `cookiecutter`. */
  readonly cookiecutterCompat?: boolean;
  readonly trimBlocks?: boolean;
  readonly lstripBlocks?: boolean;
}

/** What a task knows when a step's condition asks. */
export interface StepStatus {
  /** Whether a step before has failed. */
  failed: boolean;
  /** Set when a condition called `always()` or `failure()`. */
  asked: boolean;
}

/** A value that did not render: Backstage swallows the error and passes on the text as it is. */
export interface SwallowedError {
  /** The text that did not render. */
  readonly value: string;
  readonly message: string;
}

/** A value as rendering leaves it: `undefined` where a whole text was one expression that gives nothing. */
export type RenderedValue = TemplateValue | undefined;

/**
 * The engine of Backstage's scaffolder: nunjitsu with its four filters. Expressions cannot leave it, but a regular
 * expression may take any time: run it where it can be ended.
 */
export interface ExpressionEngine {
  /** Renders the text of a file, or its path. Throws what the engine throws. */
  file(template: string, context: TemplateContext, options?: FileOptions): string;
  /** The same for many with one context. */
  files(context: TemplateContext, options?: FileOptions): (template: string) => string;
  /** For values of steps: conditions, inputs, outputs. */
  steps(status?: StepStatus): StepRenderer;
}

export interface StepRenderer {
  prepare(context: TemplateContext): PreparedTemplateContext;
  /** Renders every text inside a value; one that fails stays as it is, and is told of. */
  render(input: JsonValue, context: PreparedTemplateContext, onSwallow?: (error: SwallowedError) => void): RenderedValue;
  /** Whether a step runs: what its condition renders to, an empty list being none. */
  holds(condition: JsonValue, context: PreparedTemplateContext, onSwallow?: (error: SwallowedError) => void): boolean;
}

export function createExpressionEngine(setup: EngineSetup = {}, compile?: CompileFilter): ExpressionEngine {
  const known = createFilters(setup.hosts ?? {});
  const filters = { ...known, ...toFilters(setup.filters ?? [], known, compile) };
  const files: ExpressionEngine['files'] = (context, options = {}) => {
    const renderer = createTemplateRenderer({ filters, allowRegexExecution: true, ...options });
    const prepared = renderer.prepareContext(context);
    return (template) => renderer.render(template, prepared);
  };
  return {
    files,
    file: (template, context, options) => files(context, options)(template),
    steps: (status = { failed: false, asked: false }) => {
      const answer = (value: boolean): boolean => {
        status.asked = true;
        return value;
      };
      const renderer = createTemplateRenderer({ filters, allowRegexExecution: true, globals: { always: () => answer(true), failure: () => answer(status.failed) } });
      const render: StepRenderer['render'] = (input, context, onSwallow) => renderTexts(input, renderer, context, onSwallow);
      return {
        prepare: (context) => renderer.prepareContext(context),
        render,
        holds: (condition, context, onSwallow) => isTruthy(render(condition, context, onSwallow)),
      };
    },
  };
}

/** Source: `isTruthy` of the scaffolder's task helpers. */
export function isTruthy(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

/**
 * Goes through a value from the inside out as the workflow runner does: an expression that gives nothing takes its key
 * away, or leaves a hole in a list. Source: `NunjucksWorkflowRunner.render`.
 */
function renderTexts(input: JsonValue, renderer: TemplateRenderer, context: PreparedTemplateContext, onSwallow: ((error: SwallowedError) => void) | undefined): RenderedValue {
  const rendered: unknown = JSON.parse(JSON.stringify(input), (_key, value: unknown) => {
    if (typeof value !== 'string') {
      return value;
    }
    try {
      return renderer.renderValue(value, context);
    } catch (error) {
      onSwallow?.({ value, message: error instanceof Error ? error.message : String(error) });
      return value;
    }
  });
  return rendered as RenderedValue;
}
