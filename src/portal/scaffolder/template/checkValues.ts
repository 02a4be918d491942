import { validate } from 'jsonschema';
import type { JsonObject } from '../../catalog/entity';
import type { Template } from './template';

/** What is wrong with a value of the form. */
export interface ValueProblem {
  /** Counted from 0. */
  readonly page: number;
  /** Keys and indexes that lead to the value; empty for the whole. */
  readonly path: readonly (string | number)[];
  /** As Backstage's backend words it: `does not match pattern …`. */
  readonly message: string;
  /** The message with the place it speaks of: `instance.name does not match …`. */
  readonly text: string;
}

/**
 * Checks all values against each page's schema, as Backstage's backend does before it takes a task or a dry run: by jsonschema 1.5.0.
 * A page sees the values of the others too.
 */
export function checkValues(template: Template, values: JsonObject): readonly ValueProblem[] {
  return template.pages.flatMap(({ schema }, page) => validate(values, schema).errors.map(({ path, message, stack }) => ({ page, path, message, text: stack })));
}
