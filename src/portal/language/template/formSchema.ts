import type { JsonSchema } from '../jsonSchema';
import { FIELD_EXTENSIONS } from './fieldExtensions';

const text = (description: string): JsonSchema => ({ type: 'string', description });
const number = (description: string): JsonSchema => ({ type: 'number', description });
const flag = (description: string): JsonSchema => ({ type: 'boolean', description });
const FIELD: JsonSchema = { $ref: '#/$defs/field' };
const FIELDS = (description: string): JsonSchema => ({ type: 'object', description, additionalProperties: FIELD });
const BRANCHES = (description: string): JsonSchema => ({ type: 'array', description, items: FIELD });

const NESTING: Readonly<Record<string, JsonSchema>> = {
  title: text('What stands above it.'),
  description: text('What is said of it, in Markdown.'),
  required: { type: 'array', description: 'Names of the parameters that must be filled in.', items: { type: 'string' } },
  properties: FIELDS('The parameters, by name. Steps reach each as `${{ parameters.NAME }}`.'),
  dependencies: FIELDS('What else is asked for once a parameter has a value: further `properties`, or `oneOf` with one branch a value.'),
  allOf: BRANCHES('Schemas that all hold.'),
  anyOf: BRANCHES('Schemas of which some hold.'),
  oneOf: BRANCHES('Schemas of which one holds.'),
  if: { ...FIELD, description: 'The schema that decides between `then` and `else`.' },
  then: { ...FIELD, description: 'What holds where `if` does.' },
  else: { ...FIELD, description: 'What holds where `if` does not.' },
  additionalProperties: { description: 'Whether there may be others, or the schema they have.' },
};

const LOOKS: Readonly<Record<string, JsonSchema>> = {
  'ui:field': { description: 'A field that Backstage, or a plugin, brings.', enum: FIELD_EXTENSIONS.map(({ name }) => name) },
  'ui:widget': { description: 'How the value is asked for.', enum: ['textarea', 'password', 'radio', 'select', 'checkbox', 'checkboxes', 'hidden', 'updown', 'range', 'color', 'date', 'date-time', 'email', 'uri', 'file'] },
  'ui:options': { type: 'object', description: 'Options of the field or widget.', properties: { rows: number('Lines of a textarea.'), label: flag('Whether the title is shown.'), inline: flag('Whether choices stand beside each other.'), orderable: flag('Whether items can be moved.'), addable: flag('Whether items can be added.'), removable: flag('Whether items can be removed.') } },
  'ui:autofocus': flag('Whether the cursor is put here.'),
  'ui:help': text('What is said below it.'),
  'ui:placeholder': text('What is shown while nothing is filled in.'),
  'ui:emptyValue': { description: 'The value where nothing is filled in.' },
  'ui:autocomplete': text('What the browser may fill in.'),
  'ui:description': text('What is said of it, in place of the description.'),
  'ui:title': text('What stands above it, in place of the title.'),
  'ui:disabled': flag('Whether it cannot be changed.'),
  'ui:readonly': flag('Whether it is only shown.'),
  'ui:enumNames': { type: 'array', description: 'Words for the values, in their order.', items: { type: 'string' } },
  'ui:order': { type: 'array', description: 'The order of the parameters; `*` for all others.', items: { type: 'string' } },
  'ui:ObjectFieldTemplate': text('How the parameters are laid out.'),
  'ui:backstage': { type: 'object', description: 'What Backstage does with it.', properties: { review: { type: 'object', description: 'How it is shown before the run.', properties: { show: flag('Whether it is shown.'), mask: text('What is shown in its place.'), name: text('The word it is shown under.') } } } },
  'backstage:featureFlag': text('Shown only where this feature flag is on.'),
  'backstage:permissions': { type: 'object', description: 'Who may see it.', properties: { tags: { type: 'array', description: 'Words that permission rules refer to.', items: { type: 'string' } } } },
};

/** A page of a form: JSON Schema as rjsf and Backstage read it. */
export const PAGE_SCHEMA: JsonSchema = {
  type: 'object',
  properties: { ...NESTING, 'ui:order': LOOKS['ui:order'] ?? {}, 'ui:ObjectFieldTemplate': LOOKS['ui:ObjectFieldTemplate'] ?? {}, 'backstage:featureFlag': LOOKS['backstage:featureFlag'] ?? {}, 'backstage:permissions': LOOKS['backstage:permissions'] ?? {} },
  $defs: {
    field: {
      type: 'object',
      properties: {
        type: { description: 'What sort of value it has.', enum: ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'] },
        ...NESTING,
        default: { description: 'The value it begins with.' },
        enum: { type: 'array', description: 'The values to choose from.' },
        enumNames: { type: 'array', description: 'Words for the values of `enum`, in their order.', items: { type: 'string' } },
        const: { description: 'The one value it can have.' },
        examples: { type: 'array', description: 'Values that are suggested.' },
        items: { ...FIELD, description: 'What each item of the list is.' },
        pattern: text('A regular expression that the text must match.'),
        format: { description: 'The form of the text.', enum: ['email', 'uri', 'date', 'date-time', 'time', 'ipv4', 'ipv6', 'hostname', 'uuid', 'regex', 'entity-ref', 'data-url'] },
        minLength: number('The fewest characters.'),
        maxLength: number('The most characters.'),
        minimum: number('The least number.'),
        maximum: number('The greatest number.'),
        multipleOf: number('What the number must be a multiple of.'),
        minItems: number('The fewest items.'),
        maxItems: number('The most items.'),
        uniqueItems: flag('Whether no item may come twice; with `enum` the choices become checkboxes.'),
        ...LOOKS,
      },
    },
  },
};
