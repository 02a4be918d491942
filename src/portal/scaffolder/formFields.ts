import type { CatalogEntity } from '../catalog/entity';
import { shortenEntityRef } from '../catalog/entityRef';
import type { CatalogQuery } from '../catalog/query';
import type { AnswerValue } from './answers';
import type { FormSchema, Parameter } from './formSchema';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A field as a form draws it. `combobox` offers choices and takes free text; `select` takes its choices only. */
export interface FormField {
  readonly key: string;
  readonly label: string;
  readonly help?: string;
  readonly placeholder?: string;
  readonly required: boolean;
  readonly widget: 'text' | 'textarea' | 'number' | 'checkbox' | 'select' | 'combobox' | 'list';
  readonly choices?: readonly Choice[];
  readonly default?: AnswerValue;
}

function toChoices(entities: readonly CatalogEntity[], defaultKind: string): Choice[] {
  return entities.map(({ entity }) => {
    const { name, namespace = 'default', title } = entity.metadata;
    const value = shortenEntityRef({ kind: entity.kind, namespace, name }, { kind: defaultKind });
    const profile = entity.spec?.['profile'];
    const displayName = typeof profile === 'object' && profile !== null && !Array.isArray(profile) ? profile['displayName'] : undefined;
    const label = title ?? (typeof displayName === 'string' ? displayName : undefined);
    return { value, label: label === undefined || label === value ? value : `${label} (${value})` };
  });
}

function choicesOf(parameter: Parameter, catalog: CatalogQuery): readonly Choice[] | undefined {
  if (parameter.type === 'array') {
    if (parameter['ui:field'] !== 'EntityTagsPicker') {
      return undefined;
    }
    const tags = new Set<string>();
    for (const { entity } of catalog.all()) {
      entity.metadata.tags?.forEach((tag) => tags.add(tag));
    }
    return [...tags].sort().map((tag) => ({ value: tag, label: tag }));
  }
  if (parameter.type !== 'string') {
    return undefined;
  }
  if (parameter.enum) {
    return parameter.enum.map((value, index) => ({ value, label: parameter.enumNames?.[index] ?? value }));
  }
  switch (parameter['ui:field']) {
    case 'OwnerPicker':
      return [...toChoices(catalog.byKind('Group'), 'Group'), ...toChoices(catalog.byKind('User'), 'Group')];
    case 'EntityPicker': {
      const kind = parameter['ui:options']?.kind ?? 'Component';
      return toChoices(catalog.byKind(kind), kind);
    }
    case 'EntityNamePicker':
    case undefined:
      return undefined;
  }
}

function widgetOf(parameter: Parameter, choices: readonly Choice[] | undefined): FormField['widget'] {
  switch (parameter.type) {
    case 'integer':
      return 'number';
    case 'boolean':
      return 'checkbox';
    case 'array':
      return 'list';
    case 'string':
      return parameter['ui:widget'] ?? (parameter.enum ? 'select' : choices ? 'combobox' : 'text');
  }
}

/** The fields of a form with what the catalog has to offer for them, in the schema's order. */
export function toFormFields(schema: FormSchema, catalog: CatalogQuery): FormField[] {
  return Object.entries(schema.properties).map(([key, parameter]) => {
    const choices = choicesOf(parameter, catalog);
    return {
      key,
      label: parameter.title,
      required: schema.required.includes(key),
      widget: widgetOf(parameter, choices),
      ...(parameter.description === undefined ? {} : { help: parameter.description }),
      ...(parameter['ui:placeholder'] === undefined ? {} : { placeholder: parameter['ui:placeholder'] }),
      ...(choices ? { choices } : {}),
      ...(parameter.default === undefined ? {} : { default: parameter.default }),
    };
  });
}
