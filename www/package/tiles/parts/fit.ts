import { element } from "../../shared/dom.ts";
import { cancel, schedule } from "../../shared/slices.ts";
import type { TileContext } from "../renderer.ts";

/**
 * What gives way, one after the other, until all has room: the columns' width, the size of text, second lines of names.
 */
const STEPS = ["dense", "small", "brief"];

/** A list of values or lines that shows whole ones: smaller where there is little room, and then the first of them. */
export interface FittedList {
  /** Shows other items. */
  show(items: readonly HTMLElement[]): void;
  destroy(): void;
}

/**
 * Fits a list into the tile: with less room its items are small (class `small`), and with too little the last ones give
 * way to a button that says how many they are and shows them, to scroll to.
 */
export function fitList(list: HTMLElement, { format, messages }: TileContext): FittedList {
  const button = element("button", { type: "button", class: "more-values" });
  const more = element(list.localName === "ul" ? "li" : "span", { class: "more" }, button);
  let items: readonly HTMLElement[] = [];
  let showsAll = false;

  const fit = (): void => {
    const body = list.closest(".body");
    if (!body) return;
    list.classList.remove(...STEPS);
    more.remove();
    for (const item of items) item.hidden = false;
    keepWords(items);
    for (const step of STEPS) {
      if (!overflows(body)) return;
      list.classList.add(step);
    }
    if (showsAll || !overflows(body)) return;
    // What stands below the list needs its room too.
    const below = body.scrollHeight + body.getBoundingClientRect().top - list.getBoundingClientRect().bottom;
    const bottoms = items.map((item) => item.getBoundingClientRect().bottom);
    list.append(more);
    const end = body.getBoundingClientRect().top + body.clientHeight - below - more.getBoundingClientRect().height;
    const shown = Math.max(bottoms.filter((bottom) => bottom <= end).length, 1);
    const hidden = items.length - shown;
    if (hidden === 0) return more.remove();
    for (const item of items.slice(shown)) item.hidden = true;
    button.textContent = messages.values.more(hidden, format.number(hidden, { abbreviateValue: false }));
    // The row of the button may be another than was measured.
    for (let last = shown - 1; last > 0 && overflows(body); last--) {
      const item = items[last];
      if (item) item.hidden = true;
      button.textContent = messages.values.more(
        items.length - last,
        format.number(items.length - last, { abbreviateValue: false }),
      );
    }
  };

  button.addEventListener("click", () => {
    showsAll = true;
    fit();
    items
      .find((item) => item.getBoundingClientRect().bottom > list.getBoundingClientRect().top)
      ?.scrollIntoView({ block: "nearest" });
  });
  const forget = whenSized(list, fit);
  return {
    show(next) {
      items = next;
      list.replaceChildren(...items);
      schedule(list, fit);
    },
    destroy: forget,
  };
}

/** Fits something when its tile gets its size, and at each new one. Returns a function that ends this. */
export function whenSized(shown: HTMLElement, fit: () => void): () => void {
  let asked = "";
  // Tells of the first size too, when the page is laid out.
  const observer = new ResizeObserver(([entry]) => {
    const { width = 0, height = 0 } = entry?.contentRect ?? {};
    const size = `${Math.round(width)} ${Math.round(height)}`;
    if (size === asked) return;
    asked = size;
    schedule(shown, fit);
  });
  const tile = shown.closest("article");
  if (tile) observer.observe(tile);
  return () => {
    cancel(shown);
    observer.disconnect();
  };
}

function overflows(body: Element): boolean {
  return body.scrollHeight > body.clientHeight;
}

/** Makes text smaller whose longest word has no room, since words aren't broken; only what can't be read then is. */
function keepWords(items: readonly HTMLElement[]): void {
  const texts = items.flatMap((item) => [...item.querySelectorAll<HTMLElement>("data:not(.whole)")]);
  const wide = texts
    .filter((text) => text.scrollWidth > text.clientWidth)
    .map((text) => [text, text.scrollWidth / text.clientWidth] as const);
  for (const [text, ratio] of wide)
    text.style.setProperty("--ems", String(Number(text.style.getPropertyValue("--ems")) * ratio * 1.02));
  for (const text of wide.map(([text]) => text).filter((text) => text.scrollWidth > text.clientWidth))
    text.classList.add("broken");
}
