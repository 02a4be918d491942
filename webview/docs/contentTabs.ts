/** Makes content tabs work: the radio buttons hold the choice (arrow keys move it), and the chosen tab is marked. */
export function wireContentTabs(root: Element): void {
  const sets = [...(root.matches('.tabbed-set') ? [root] : []), ...root.querySelectorAll('.tabbed-set')];
  for (const set of sets) {
    const inputs = [...set.children].filter((child) => child instanceof HTMLInputElement);
    const labels = [...(childWithClass(set, 'tabbed-labels')?.children ?? [])];
    const blocks = [...(childWithClass(set, 'tabbed-content')?.children ?? [])];
    const update = (): void => {
      const chosen = Math.max(0, inputs.findIndex((input) => input.checked));
      [labels, blocks].forEach((parts) => parts.forEach((part, i) => part.classList.toggle('chosen', i === chosen)));
    };
    inputs.forEach((input, i) => {
      input.setAttribute('aria-label', labels[i]?.textContent ?? '');
      input.addEventListener('change', update);
    });
    update();
  }
}

function childWithClass(parent: Element, name: string): Element | undefined {
  return [...parent.children].find((child) => child.classList.contains(name));
}
