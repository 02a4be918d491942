import { element } from './element';

/** One of VS Code's icons, for the eye only: what it means must be said beside it. The page imports `icon.css`. */
export function icon(name: string): HTMLElement {
  return element('span', { class: `codicon codicon-${/^[a-z0-9-]+$/.test(name) ? name : 'circle-outline'}`, 'aria-hidden': 'true' });
}
