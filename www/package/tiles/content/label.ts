import type { LabelConfiguration } from "iotcentral-web";

import { element, isolated } from "../../shared/dom.ts";
import { setRoom, setTextSize } from "../parts/textSize.ts";
import type { Renderer } from "../renderer.ts";
import css from "../values/values.css?inline";

/** Points, where the tile doesn't say. */
const USUAL_SIZE = 24;

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
  return { titled: true };
};
