import type { Element } from '../element';

/** Indented code is shown as fenced code is. Source: `HighlightTreeprocessor` of pymdownx.highlight. */
export function markCode(root: Element): void {
  for (const element of root.walk()) {
    const [code] = element.children;
    if (element.tag === 'pre' && element.children.length === 1 && code?.tag === 'code') {
      element.code = {
        source: code.text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&'),
        language: '',
        classes: [],
        id: undefined,
        title: undefined,
        firstNumber: undefined,
        step: 1,
        special: 0,
        marked: new Set(),
        attributes: new Map(),
      };
      element.tag = 'div';
      element.children = [];
    }
  }
}
