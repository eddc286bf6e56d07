export * from "../dist/element/messages-de.js";
