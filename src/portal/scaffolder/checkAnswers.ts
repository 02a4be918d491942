import { parseEntityRef, stringifyEntityRef } from '../catalog/entityRef';
import type { CatalogQuery } from '../catalog/query';
import { isList, type Answers, type AnswerValue, type FieldProblem } from './answers';
import type { FormSchema, ListParameter, Parameter, StringParameter } from './formSchema';

/** Longer than any field needs, short enough for any pattern to be tried on it. */
const MAX_TEXT = 2000;

/** Source: `KubernetesValidatorFunctions.isValidObjectName` of @backstage/catalog-model. */
export const ENTITY_NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
/** Source: `CommonValidatorFunctions.isValidTag`. */
const TAG = /^[a-z0-9:+#]+(-[a-z0-9:+#]+)*$/;

function hasControlCharacter(text: string): boolean {
  return Array.from(text).some((character) => {
    const code = character.codePointAt(0) ?? 0;
    return (code < 0x20 && character !== '\n' && character !== '\t') || (code >= 0x7f && code < 0xa0) || (code >= 0xd800 && code <= 0xdfff);
  });
}

function checkEntityName(text: string, kind: string, catalog: CatalogQuery): string | undefined {
  if (text.length > 63 || !ENTITY_NAME.test(text)) {
    return 'Use 1 to 63 letters, digits, `-`, `_` and `.`, with a letter or digit first and last.';
  }
  const ref = stringifyEntityRef({ kind, namespace: 'default', name: text });
  const existing = catalog.get(ref);
  if (!existing) {
    return undefined;
  }
  const repository = existing.origin.repository;
  return `${ref} is in the catalog already${repository ? `, defined in ${repository.owner}/${repository.name}` : ''}. Choose another name.`;
}

/** Refs are free text, as in Backstage's own pickers: one that is not in the catalog is worth a warning, no more. */
function checkRef(text: string, defaultKind: string, kinds: readonly string[], catalog: CatalogQuery): Omit<FieldProblem, 'field'> | undefined {
  const ref = parseEntityRef(text, { kind: defaultKind });
  const named = ref && [ref.kind, ref.namespace, ref.name].every((part) => ENTITY_NAME.test(part));
  if (!ref || !named) {
    return { severity: 'error', message: 'Write an entity ref: `name`, `namespace/name` or `kind:namespace/name`.' };
  }
  if (!kinds.some((kind) => kind.toLowerCase() === ref.kind.toLowerCase())) {
    return { severity: 'error', message: `A ${ref.kind.toLowerCase()} cannot stand here: ${kinds.join(' or ')} only.` };
  }
  return catalog.get(stringifyEntityRef(ref))
    ? undefined
    : { severity: 'warning', message: `The catalog knows no ${stringifyEntityRef(ref)}. Check the spelling, or go on if it is still to come.` };
}

function checkText(text: string, parameter: StringParameter, catalog: CatalogQuery): Omit<FieldProblem, 'field'> | undefined {
  const error = (message: string): Omit<FieldProblem, 'field'> => ({ severity: 'error', message });
  const limit = Math.min(parameter.maxLength ?? MAX_TEXT, MAX_TEXT);
  if (Array.from(text).length > limit) {
    return error(`At most ${limit} characters.`);
  }
  if (parameter.minLength !== undefined && Array.from(text).length < parameter.minLength) {
    return error(`At least ${parameter.minLength} characters.`);
  }
  if (hasControlCharacter(text)) {
    return error('Holds a control character. Type the text anew rather than pasting it.');
  }
  if (text.includes('\n') && parameter['ui:widget'] !== 'textarea') {
    return error('Keep this to one line.');
  }
  if (parameter.enum && !parameter.enum.includes(text)) {
    return error(`Choose one of ${parameter.enum.join(', ')}.`);
  }
  if (parameter.pattern !== undefined && !new RegExp(parameter.pattern, 'u').test(text)) {
    return error(parameter.errorMessage ?? `Does not match ${parameter.pattern}.`);
  }
  const kind = parameter['ui:options']?.kind ?? 'Component';
  switch (parameter['ui:field']) {
    case 'EntityNamePicker': {
      const problem = checkEntityName(text, kind, catalog);
      return problem === undefined ? undefined : error(problem);
    }
    case 'OwnerPicker':
      return checkRef(text, 'Group', ['Group', 'User'], catalog);
    case 'EntityPicker':
      return checkRef(text, kind, [kind], catalog);
    case undefined:
      return undefined;
  }
}

function checkList(values: readonly string[], parameter: ListParameter): Omit<FieldProblem, 'field'> | undefined {
  const { pattern, maxLength = 63 } = parameter.items;
  const rule = parameter['ui:field'] === 'EntityTagsPicker' ? TAG : pattern === undefined ? undefined : new RegExp(pattern, 'u');
  const wrong = values.find((value) => value.length > maxLength || hasControlCharacter(value) || (rule !== undefined && !rule.test(value)));
  if (wrong !== undefined) {
    return { severity: 'error', message: `“${wrong}”: ${parameter.errorMessage ?? 'this entry is not allowed here.'}` };
  }
  if (new Set(values).size < values.length) {
    return { severity: 'error', message: 'Each entry once.' };
  }
  const most = parameter.maxItems ?? 50;
  return values.length > most ? { severity: 'error', message: `At most ${most} entries.` } : undefined;
}

function checkValue(value: AnswerValue, parameter: Parameter, catalog: CatalogQuery): Omit<FieldProblem, 'field'> | undefined {
  const wrongType = { severity: 'error', message: `A value of type ${parameter.type} is needed.` } as const;
  switch (parameter.type) {
    case 'string':
      return typeof value === 'string' ? checkText(value, parameter, catalog) : wrongType;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : wrongType;
    case 'integer': {
      const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = parameter;
      return typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum
        ? undefined
        : { severity: 'error', message: `A whole number from ${minimum} to ${maximum} is needed.` };
    }
    case 'array':
      return isList(value) && value.every((item) => typeof item === 'string') ? checkList(value, parameter) : wrongType;
  }
}

function isEmpty(value: AnswerValue | undefined): boolean {
  return value === undefined || value === '' || (isList(value) && value.length === 0);
}

/** Answers with the spaces around texts and what is empty or unknown to the form taken away. */
export function tidyAnswers(schema: FormSchema, answers: Answers): Answers {
  const tidy: Record<string, AnswerValue> = {};
  for (const key of Object.keys(schema.properties)) {
    const value = Object.hasOwn(answers, key) ? answers[key] : undefined;
    const trimmed = typeof value === 'string' ? value.trim() : isList(value) ? value.map((item) => item.trim()).filter(Boolean) : value;
    if (trimmed !== undefined && !isEmpty(trimmed)) {
      tidy[key] = trimmed;
    }
  }
  return tidy;
}

/** What is wrong with tidy answers, at most one problem a field, in the form's order. */
export function checkAnswers(schema: FormSchema, answers: Answers, catalog: CatalogQuery): FieldProblem[] {
  return Object.entries(schema.properties).flatMap(([field, parameter]): FieldProblem[] => {
    const value = answers[field];
    if (value === undefined || isEmpty(value)) {
      return schema.required.includes(field) ? [{ field, severity: 'error', message: `${parameter.title} is needed.` }] : [];
    }
    const problem = checkValue(value, parameter, catalog);
    return problem ? [{ field, ...problem }] : [];
  });
}
