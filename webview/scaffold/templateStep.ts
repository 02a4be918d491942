import type { TemplateCard } from '../../src/protocol/scaffold';
import { element } from '../shared/element';

/** The golden paths as cards: radio buttons, so that arrow keys walk through them. */
export function createTemplateStep(templates: readonly TemplateCard[], chosen: string | undefined, choose: (id: string) => void): HTMLElement {
  const cards = templates.map((template) => {
    const radio = element('input', { type: 'radio', name: 'template', value: template.id, id: `template-${template.id}` });
    radio.checked = template.id === chosen;
    radio.addEventListener('change', () => choose(template.id));
    radio.setAttribute('aria-describedby', `template-${template.id}-description`);
    return element(
      'label',
      { class: 'card', for: radio.id },
      radio,
      element('span', { class: 'card-title' }, template.title),
      element('span', { class: 'card-description', id: `template-${template.id}-description` }, template.description),
      element('span', { class: 'tags' }, ...template.tags.map((tag) => element('span', { class: 'tag' }, tag))),
    );
  });
  return element('div', { class: 'cards', role: 'radiogroup', 'aria-labelledby': 'step-title' }, ...cards);
}
