// The entry for Node and for servers that bundle: the module is inside the JavaScript, so no file can get lost.
export * from "./inline.js";
