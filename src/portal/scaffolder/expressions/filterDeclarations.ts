import { createTemplateRenderer, type TemplateFilter, type TemplateValue } from 'nunjitsu';

/**
 * A filter that an organization's Backstage has beside the usual ones, declared so that its templates can be run here: by an
 * expression over `value` and `args`, or by a module of JavaScript, `module.exports = (value, ...args) => …`, which the host
 * hands on in trusted workspaces only.
 */
export type FilterDeclaration =
  | { readonly name: string; readonly expression: string }
  | { readonly name: string; readonly module: string };

/** Makes a function of a module's text. Only workers have one. */
export type CompileFilter = (source: string) => TemplateFilter;

/** @throws Error where a module is declared and nothing can compile it */
export function toFilters(
  declarations: readonly FilterDeclaration[],
  known: Readonly<Record<string, TemplateFilter>>,
  compile: CompileFilter | undefined,
): Readonly<Record<string, TemplateFilter>> {
  return Object.fromEntries(
    declarations.map((declaration): [string, TemplateFilter] => {
      if ('expression' in declaration) {
        return [declaration.name, byExpression(declaration.expression, known)];
      }
      if (!compile) {
        throw new Error(`The filter ${declaration.name} is a module, which runs in trusted workspaces only.`);
      }
      return [declaration.name, compile(declaration.module)];
    }),
  );
}

function byExpression(expression: string, filters: Readonly<Record<string, TemplateFilter>>): TemplateFilter {
  const renderer = createTemplateRenderer({ filters, allowRegexExecution: true });
  return (value, ...args) => {
    const context = { value: value ?? null, args: args.map((arg): TemplateValue => arg ?? null) };
    return renderer.renderValue(expression, renderer.prepareContext(context));
  };
}
