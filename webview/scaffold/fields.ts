import type { AnswerValue, FieldProblem, FormField } from '../../src/protocol/scaffold';
import { element } from '../shared/element';

/** One labelled control with its help and what is wrong with it. */
export interface FieldView {
  readonly key: string;
  readonly node: HTMLElement;
  /** `undefined` where it is left empty. */
  value(): AnswerValue | undefined;
  show(problem: FieldProblem | undefined): void;
  /** Whether the user has been here: until then nothing is said about an empty field. */
  readonly touched: () => boolean;
  focus(): void;
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function toControl(field: FormField, id: string, initial: AnswerValue | undefined): Control {
  const attributes = { id, name: field.key, placeholder: field.placeholder, 'aria-required': field.required ? 'true' : undefined };
  const text = initial === undefined ? '' : typeof initial === 'object' ? initial.join(', ') : String(initial);
  if (field.widget === 'select') {
    const select = element('select', attributes);
    if (!field.required || field.default === undefined) {
      select.append(element('option', { value: '' }, field.required ? 'Choose…' : 'None'));
    }
    field.choices?.forEach(({ value, label }) => select.append(element('option', { value }, label)));
    select.value = text;
    return select;
  }
  if (field.widget === 'textarea') {
    const area = element('textarea', { ...attributes, rows: '3' });
    area.value = text;
    return area;
  }
  if (field.widget === 'checkbox') {
    const box = element('input', { ...attributes, type: 'checkbox' });
    box.checked = initial === true;
    return box;
  }
  const input = element('input', {
    ...attributes,
    type: 'text',
    autocomplete: 'off',
    spellcheck: 'false',
    inputmode: field.widget === 'number' ? 'numeric' : undefined,
    list: field.widget === 'combobox' ? `${id}-choices` : undefined,
  });
  input.value = text;
  return input;
}

function read(field: FormField, control: Control): AnswerValue | undefined {
  if (field.widget === 'checkbox') {
    return control instanceof HTMLInputElement && control.checked;
  }
  const text = control.value;
  if (text.trim() === '') {
    return undefined;
  }
  switch (field.widget) {
    case 'number':
      // What is no number goes to the host as it is, which says so.
      return /^\s*-?\d+\s*$/.test(text) ? Number(text) : text;
    case 'list':
      return text.split(/[\s,]+/).filter(Boolean);
    default:
      return text;
  }
}

/** Buttons for what the catalog offers to a list: a press adds or takes away. */
function toSuggestions(choices: readonly { readonly value: string }[], control: HTMLInputElement, changed: () => void): HTMLElement {
  const buttons = choices.slice(0, 24).map(({ value }) => {
    const button = element('button', { type: 'button', class: 'suggestion' }, value);
    button.addEventListener('click', () => {
      const values = control.value.split(/[\s,]+/).filter(Boolean);
      control.value = (values.includes(value) ? values.filter((item) => item !== value) : [...values, value]).join(', ');
      update();
      changed();
    });
    return button;
  });
  const update = (): void => {
    const values = control.value.split(/[\s,]+/);
    buttons.forEach((button) => button.setAttribute('aria-pressed', String(values.includes(button.textContent ?? ''))));
  };
  control.addEventListener('input', update);
  update();
  return element('div', { class: 'suggestions', role: 'group', 'aria-label': 'Used in the catalog' }, ...buttons);
}

/** @param changed called on every change by the user */
export function createField(field: FormField, initial: AnswerValue | undefined, changed: (key: string) => void): FieldView {
  const id = `field-${field.key}`;
  const control = toControl(field, id, initial);
  const label = element('label', { for: id }, field.label, ...(field.required ? [] : [element('span', { class: 'optional' }, 'optional')]));
  const help = element('p', { id: `${id}-help`, class: 'help' }, field.help ?? '');
  const problem = element('p', { id: `${id}-problem`, class: 'problem' });
  control.setAttribute('aria-describedby', `${id}-problem ${id}-help`);

  let touched = false;
  const touch = (): void => {
    touched = true;
    changed(field.key);
  };
  control.addEventListener('input', touch);
  control.addEventListener('change', touch);

  const node = element('div', { class: 'field', 'data-field': field.key }, label, ...(field.help ? [help] : []), control);
  if (field.widget === 'combobox') {
    const list = element('datalist', { id: `${id}-choices` });
    field.choices?.forEach((choice) => list.append(element('option', { value: choice.value }, choice.label)));
    node.append(list);
  }
  if (field.widget === 'list' && field.choices?.length && control instanceof HTMLInputElement) {
    node.append(toSuggestions(field.choices, control, touch));
  }
  node.append(problem);

  return {
    key: field.key,
    node,
    value: () => read(field, control),
    touched: () => touched,
    show: (found) => {
      problem.textContent = found?.message ?? '';
      problem.className = found ? `problem ${found.severity}` : 'problem';
      control.setAttribute('aria-invalid', String(found?.severity === 'error'));
    },
    focus: () => control.focus(),
  };
}
