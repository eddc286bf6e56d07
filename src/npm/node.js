// Node, and servers that bundle: a module inside the JavaScript stays where it is.
export * from "./inline.js";
