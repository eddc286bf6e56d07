// The element for React: the types declare the tag for JSX.
export * from "./element.js";
