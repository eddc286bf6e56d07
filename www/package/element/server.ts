/** Stands in for `HTMLElement` on a server, which may import the element but defines no tag. */
export const HTMLElement = class {};
/** Without this export, Lit would set a global `customElements`. */
export const customElements = undefined;
