/** Creates an element. Children given as strings become text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(name), attributes, children);
}

/** Creates an SVG element. */
export function svg<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: (Node | string)[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

/** Creates an element with untrusted text, bidi-isolated: the text's direction can't rearrange its surroundings. */
export function isolated(text: string, attributes: Readonly<Record<string, string>> = {}): HTMLElement {
  return element("bdi", attributes, text);
}

function fill<E extends Element>(
  created: E,
  attributes: Readonly<Record<string, string | number>>,
  children: (Node | string)[],
): E {
  for (const [attribute, value] of Object.entries(attributes)) created.setAttribute(attribute, String(value));
  created.append(...children);
  return created;
}
