import { PortalError } from '../base/errors';

/** How a field of text is asked for. The names are those of Backstage's field extensions. */
export type PickerName = 'EntityNamePicker' | 'OwnerPicker' | 'EntityPicker' | 'EntityTagsPicker';

interface ParameterBase {
  readonly title: string;
  readonly description?: string;
  readonly 'ui:placeholder'?: string;
}

export interface StringParameter extends ParameterBase {
  readonly type: 'string';
  readonly default?: string;
  readonly enum?: readonly string[];
  readonly enumNames?: readonly string[];
  readonly pattern?: string;
  /** What to say where the pattern does not match. */
  readonly errorMessage?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly 'ui:field'?: Exclude<PickerName, 'EntityTagsPicker'>;
  readonly 'ui:widget'?: 'textarea';
  /** `EntityPicker`: the kind offered; `EntityNamePicker`: the kind the new entity will have. */
  readonly 'ui:options'?: { readonly kind?: string };
}

export interface IntegerParameter extends ParameterBase {
  readonly type: 'integer';
  readonly default?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface BooleanParameter extends ParameterBase {
  readonly type: 'boolean';
  readonly default?: boolean;
}

export interface ListParameter extends ParameterBase {
  readonly type: 'array';
  readonly items: { readonly type: 'string'; readonly pattern?: string; readonly maxLength?: number };
  readonly errorMessage?: string;
  readonly maxItems?: number;
  readonly default?: readonly string[];
  readonly 'ui:field'?: 'EntityTagsPicker';
}

export type Parameter = StringParameter | IntegerParameter | BooleanParameter | ListParameter;

/** The part of JSON Schema that golden paths may use: one flat object of scalars and lists of text. */
export interface FormSchema {
  readonly type: 'object';
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, Parameter>>;
}

const TEXT = 'string';
const NUMBER = 'number';
const COMMON: Readonly<Record<string, string>> = { title: TEXT, description: TEXT, type: TEXT, 'ui:placeholder': TEXT };
const KEYS: Readonly<Record<Parameter['type'], Readonly<Record<string, string>>>> = {
  string: {
    ...COMMON,
    default: TEXT,
    enum: 'string[]',
    enumNames: 'string[]',
    pattern: 'pattern',
    errorMessage: TEXT,
    minLength: NUMBER,
    maxLength: NUMBER,
    'ui:field': 'EntityNamePicker|OwnerPicker|EntityPicker',
    'ui:widget': 'textarea',
    'ui:options': 'options',
  },
  integer: { ...COMMON, default: NUMBER, minimum: NUMBER, maximum: NUMBER },
  boolean: { ...COMMON, default: 'boolean' },
  array: { ...COMMON, items: 'items', errorMessage: TEXT, maxItems: NUMBER, default: 'string[]', 'ui:field': 'EntityTagsPicker' },
};

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPattern(value: unknown): boolean {
  if (typeof value !== 'string') {
    return false;
  }
  try {
    new RegExp(value, 'u');
    return true;
  } catch {
    return false;
  }
}

function fits(value: unknown, rule: string): boolean {
  switch (rule) {
    case TEXT:
    case NUMBER:
    case 'boolean':
      return typeof value === rule;
    case 'string[]':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'pattern':
      return isPattern(value);
    case 'options':
      return isRecord(value) && Object.entries(value).every(([key, item]) => key === 'kind' && typeof item === 'string');
    case 'items':
      return (
        isRecord(value) &&
        value['type'] === 'string' &&
        Object.entries(value).every(
          ([key, item]) => key === 'type' || (key === 'pattern' && isPattern(item)) || (key === 'maxLength' && typeof item === NUMBER),
        )
      );
    default:
      return typeof value === 'string' && rule.split('|').includes(value);
  }
}

function isParameter(value: unknown, where: string): value is Parameter {
  if (!isRecord(value) || typeof value['title'] !== 'string') {
    throw new PortalError('invalid', `${where} needs a title.`);
  }
  const type = value['type'];
  if (type !== 'string' && type !== 'integer' && type !== 'boolean' && type !== 'array') {
    throw new PortalError('invalid', `${where} has the type ${JSON.stringify(type)}; string, integer, boolean and array are known.`);
  }
  for (const [key, item] of Object.entries(value)) {
    const rule = KEYS[type][key];
    if (rule === undefined || !fits(item, rule)) {
      throw new PortalError('invalid', `${where} has a \`${key}\` that is unknown or malformed.`);
    }
  }
  if (type === 'array' && !('items' in value)) {
    throw new PortalError('invalid', `${where} needs \`items\`.`);
  }
  return true;
}

/**
 * Reads the parameters of a golden path.
 * @param where names the template in messages
 * @throws PortalError `invalid` on anything outside the part of JSON Schema that is known here
 */
export function readFormSchema(value: unknown, where: string): FormSchema {
  if (!isRecord(value) || value['type'] !== 'object' || !isRecord(value['properties'])) {
    throw new PortalError('invalid', `The parameters of ${where} must be a schema of type object with properties.`);
  }
  const properties: Record<string, Parameter> = {};
  for (const [key, parameter] of Object.entries(value['properties'])) {
    if (!/^[a-z][A-Za-z0-9]*$/.test(key) || key === 'repository' || key === 'constructor') {
      throw new PortalError('invalid', `The parameter \`${key}\` of ${where} needs another name.`);
    }
    if (isParameter(parameter, `The parameter \`${key}\` of ${where}`)) {
      properties[key] = parameter;
    }
  }
  const required = value['required'] ?? [];
  if (!Array.isArray(required) || !required.every((key): key is string => typeof key === 'string' && key in properties)) {
    throw new PortalError('invalid', `\`required\` of ${where} must name its parameters.`);
  }
  return { type: 'object', required, properties };
}
