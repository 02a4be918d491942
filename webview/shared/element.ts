type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/**
 * Makes an element. Attributes that are `undefined` or `false` are left out, `true` is written without a value; children
 * that are strings become text, so nothing in them is read as markup.
 */
export function element<K extends keyof HTMLElementTagNameMap>(name: K, attributes?: Attributes, ...children: readonly (Node | string)[]): HTMLElementTagNameMap[K];
export function element(name: string, attributes?: Attributes, ...children: readonly (Node | string)[]): HTMLElement;
export function element(name: string, attributes: Attributes = {}, ...children: readonly (Node | string)[]): HTMLElement {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) {
      node.setAttribute(key, value === true ? '' : value);
    }
  }
  node.append(...children);
  return node;
}
