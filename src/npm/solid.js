// The element for Solid: the types declare the tag for JSX.
export * from "./element.js";
