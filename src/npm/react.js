// The element, for React: its types tell JSX what the tag takes.
export * from "./element.js";
