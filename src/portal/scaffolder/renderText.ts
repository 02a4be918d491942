import mustache from 'mustache';
import { PortalError } from '../base/errors';
import { escapeValue, toWord, type TextType } from './escapeValue';

type MustacheContext = InstanceType<typeof mustache.Context>;

/**
 * Tags are `<% name %>`, because `{{ }}` belongs to GitHub Actions, Helm and MkDocs in the files themselves.
 * `<% name %>` writes the value as the file's type needs it (see `escapeValue`); `<%& name %>` writes it bare, inside a
 * longer text, and refuses whatever is not a plain word.
 */
const TAGS: [string, string] = ['<%', '%>'];

export type ViewValue = string | number | boolean | readonly string[] | { readonly [key: string]: string };
export type View = Readonly<Record<string, ViewValue>>;

/** A misspelt name is an error, where plain mustache would leave a hole. */
class StrictContext extends mustache.Context {
  override push(view: unknown): MustacheContext {
    return new StrictContext(view, this);
  }

  override lookup(name: string): unknown {
    const value: unknown = super.lookup(name);
    if (value === undefined) {
      throw new PortalError('invalid', `The template asks for \`${name}\`, which it does not define.`);
    }
    return value;
  }
}

function toScalar(value: unknown, name: string): string | number | boolean {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  throw new PortalError('invalid', `The template puts \`${name}\` into a text, which is no single value.`);
}

class TypedWriter extends mustache.Writer {
  readonly #type: TextType;

  constructor(type: TextType) {
    super();
    this.#type = type;
  }

  override escapedValue(token: string[], context: MustacheContext): string {
    const name = token[1] ?? '';
    return escapeValue(toScalar(context.lookup(name), name), this.#type, name);
  }

  override unescapedValue(token: string[], context: MustacheContext): string {
    const name = token[1] ?? '';
    return toWord(toScalar(context.lookup(name), name), name);
  }

  override renderPartial(): string {
    throw new PortalError('invalid', 'Templates have no partials.');
  }
}

/**
 * Renders one text.
 * @throws PortalError `invalid` on a malformed template, an unknown name, or a value that cannot stand where it is put
 */
export function renderText(template: string, view: View, type: TextType): string {
  if (/<%\s*=/.test(template)) {
    throw new PortalError('invalid', 'Templates cannot change their delimiters.');
  }
  // Without a prototype, so that `constructor` and the like are unknown names. Lists may be asked for with a `?`.
  const names: Record<string, ViewValue> = Object.assign(Object.create(null) as Record<string, ViewValue>, view);
  for (const [name, value] of Object.entries(view)) {
    if (Array.isArray(value)) {
      names[`${name}?`] = value.length > 0;
    }
  }
  try {
    return new TypedWriter(type).render(template, new StrictContext(names), undefined, TAGS);
  } catch (error) {
    if (error instanceof PortalError) {
      throw error;
    }
    throw new PortalError('invalid', `The template is malformed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Renders a path: values in it are words without a slash, so that no answer makes a folder. */
export function renderPath(template: string, view: View): string {
  const flat = Object.fromEntries(
    Object.entries(view).filter(([, value]) => typeof value !== 'object' && !(typeof value === 'string' && /[/\\:]/.test(value))),
  );
  return renderText(template, flat, 'word');
}
