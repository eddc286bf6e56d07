// The element, for Vue: its types tell templates what the tag takes.
export * from "./element.js";
