import type { LabelConfiguration } from "iotcentral-web";

import { element, isolated } from "../../shared/dom.ts";
import { whenSized } from "../parts/fit.ts";
import { setRoom, setTextSize } from "../parts/textSize.ts";
import type { Renderer } from "../renderer.ts";
import css from "../values/values.css?inline";

/** The default size of the text, in points. */
const DEFAULT_SIZE = 24;

/** The smallest scale of a text that has more lines than the tile has room for. */
const MIN_SCALE = 0.4;

/** Shows a text, without a title. */
export const label: Renderer<LabelConfiguration> = (
  host,
  { text, textSize, textSizeUnit, wordWrap = true },
  { adopt },
) => {
  adopt(css);
  const shown = element("p", { class: "label", dir: "auto" }, isolated(text));
  shown.classList.toggle("wrapped", wordWrap);
  setTextSize(shown, textSize || DEFAULT_SIZE, textSize ? textSizeUnit : "pt");
  setRoom(shown, text, wordWrap);
  shown.title = text;
  host.append(shown);
  const fit = (): void => {
    for (let size = 1; size > MIN_SCALE; size *= 0.9) {
      shown.style.setProperty("--shrink", String(size));
      if (!isCut(shown)) return;
    }
  };
  return { titled: true, destroy: whenSized(shown, fit) };
};

function isCut(shown: HTMLElement): boolean {
  const body = shown.closest(".body") ?? shown;
  return [shown, body].some(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight);
}
