import { element } from "../shared/dom.ts";
import { blank } from "./parts/blank.ts";
import type { Renderer } from "./renderer.ts";

/** Shows a tile of a type that no renderer knows, because the service introduced it after this release. */
export const placeholder: Renderer = (host, { type }, { messages }) => {
  host.append(blank(inWords(type), element("p", { class: "hint" }, messages.tile.unknownType)));
  return {};
};

/** `heatMapChart` → `Heat map chart`. */
function inWords(type: string): string {
  const words = type.replace(/(?<=[a-z\d])(?=[A-Z])/g, " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
