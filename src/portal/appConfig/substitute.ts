export interface Substitution {
  /** `undefined` where a variable is not set and has no default: the whole value is left out then. */
  readonly value: string | undefined;
  /** Names that are not set and have no default. */
  readonly unset: readonly string[];
}

/**
 * Fills in `${NAME}` and `${NAME:-default}`; `$${NAME}` stands for `${NAME}` itself. A variable that is empty counts as not set
 * where there is a default, and as set where there is none. Source: `createSubstitutionTransform` of @backstage/config-loader 1.10.
 */
export function substitute(text: string, environment: (name: string) => string | undefined): Substitution {
  const unset: string[] = [];
  const value = text.replace(/(\$?)\$\{([^{}]*)\}/g, (_whole, escape: string, content: string) => {
    if (escape) {
      return `\${${content}}`;
    }
    const separator = content.indexOf(':-');
    const name = (separator < 0 ? content : content.slice(0, separator)).trim();
    const found = environment(name);
    const filled = separator < 0 ? found : found || content.slice(separator + 2).trim() || undefined;
    if (filled === undefined) {
      unset.push(name);
    }
    return filled ?? '';
  });
  return { value: unset.length > 0 ? undefined : value, unset };
}
