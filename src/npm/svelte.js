// The element, for Svelte: its types tell templates what the tag takes.
export * from "./element.js";
