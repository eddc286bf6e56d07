import type { LabelConfiguration } from "iotcentral-web";

import { element, isolated } from "../../shared/dom.ts";
import { whenSized } from "../parts/fit.ts";
import { setRoom, setTextSize } from "../parts/textSize.ts";
import type { Renderer } from "../renderer.ts";
import css from "../values/values.css?inline";

/** Points, where the tile doesn't say. */
const USUAL_SIZE = 24;

/**
 * How small a text may become that has more lines than its tile has room for, as a part of the size that was asked for.
 */
const LEAST = 0.4;

/** A text, and nothing else: no title either. */
export const label: Renderer<LabelConfiguration> = (
  host,
  { text, textSize, textSizeUnit, wordWrap = true },
  { adopt },
) => {
  adopt(css);
  const shown = element("p", { class: "label", dir: "auto" }, isolated(text));
  shown.classList.toggle("wrapped", wordWrap);
  setTextSize(shown, textSize || USUAL_SIZE, textSize ? textSizeUnit : "pt");
  setRoom(shown, text, wordWrap);
  if (!wordWrap) shown.title = text;
  host.append(shown);
  const fit = (): void => {
    for (let size = 1; size > LEAST; size *= 0.9) {
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
