// The element for Preact: the types declare the tag for JSX.
export * from "./element.js";
