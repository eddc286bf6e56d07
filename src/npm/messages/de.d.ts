export * from "../dist/types/messages/de.js";
