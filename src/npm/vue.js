// The element for Vue: the types declare the tag for templates.
export * from "./element.js";
