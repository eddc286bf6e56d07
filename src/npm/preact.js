// The element, for Preact: its types tell JSX what the tag takes.
export * from "./element.js";
