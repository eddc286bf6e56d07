/** What Lit takes for `HTMLElement` where there is none: a server may import the element, and defines no tag. */
export const HTMLElement = class {};
/** Lit's own, where it is missing, would be global. */
export const customElements = undefined;
