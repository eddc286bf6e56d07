/** Creates an element. Children given as strings become text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const created = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) created.setAttribute(attribute, value);
  created.append(...children);
  return created;
}

/** Text that someone else wrote, so that its direction cannot rearrange what stands around it. */
export function foreign(text: string, attributes: Readonly<Record<string, string>> = {}): HTMLElement {
  return element("bdi", attributes, text);
}
