// The element for Svelte: the types declare the tag for templates.
export * from "./element.js";
