// The element, for Solid: its types tell JSX what the tag takes.
export * from "./element.js";
