import type { ImageConfiguration } from "iotcentral-web";

import type { Messages } from "../../messages/messages.ts";
import { element, isolated } from "../../shared/dom.ts";
import { blank } from "../parts/blank.ts";
import { setTextSize } from "../parts/textSize.ts";
import type { Renderer } from "../renderer.ts";
import { destination, tileLink } from "./link.ts";
import css from "./media.css?inline";
import { pictureUrl } from "./picture.ts";

/** Shows a picture, or a placeholder if the tile only names an asset: the API doesn't return assets. */
export const image: Renderer<ImageConfiguration> = (
  host,
  { image: data, href, format = {} },
  { title, endpoint, messages, adopt },
) => {
  adopt(css);
  const figure = element("figure", { class: "image" });
  const url = pictureUrl(data);
  if (url) {
    const picture = element("img", { src: url, alt: title });
    picture.classList.toggle("fitted", format.fitImage ?? true);
    picture.addEventListener("error", () => figure.replaceChildren(missing(title, data, messages)));
    if (format.showTitle ?? true) figure.append(caption(title, format));
    if (format.backgroundColor) figure.style.setProperty("background-color", format.backgroundColor);
    figure.append(picture);
  } else {
    // The tile's colours were chosen for the picture, often white on white. The placeholder needs readable colours.
    figure.append(missing(title, data, messages));
  }
  host.append(figure);
  const target = destination(href, endpoint);
  if (target) {
    const arrow = tileLink(target, title, messages);
    if (url && format.backgroundColor) arrow.style.setProperty("color", readableOn(format.backgroundColor));
    host.append(arrow);
  }
  return { titled: true };
};

function caption(title: string, format: NonNullable<ImageConfiguration["format"]>): HTMLElement {
  const { textColor, backgroundColor, textSize, textSizeUnit } = format;
  const created = element("figcaption", { class: "caption" }, isolated(title));
  setTextSize(created, textSize, textSizeUnit);
  created.style.setProperty("color", textColor || (backgroundColor ? readableOn(backgroundColor) : ""));
  return created;
}

function missing(title: string, data: string | undefined, { content }: Messages): HTMLElement {
  const isAsset = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(data ?? "");
  const why = !data ? content.noPicture : isAsset ? content.storedPicture : content.brokenPicture;
  return blank(title, element("p", { class: "hint" }, why));
}

/** Returns black or white, the one that is readable on a background. */
function readableOn(background: string): string {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return "";
  context.fillStyle = "#ffffff";
  context.fillStyle = background;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? "#1a202a" : "#ffffff";
}
