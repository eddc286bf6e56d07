import { element } from "../../shared/dom.ts";
import { cancel, schedule } from "../../shared/slices.ts";
import type { TileContext } from "../renderer.ts";

/**
 * Classes that make room, applied one after the other until everything fits: narrower columns, smaller text, no second
 * lines of names.
 */
const STEPS = ["dense", "small", "brief"];

/** A list that never cuts an item: it shrinks its items if they don't fit, and then hides the last ones. */
export interface FittedList {
  /** Replaces the items. */
  show(items: readonly HTMLElement[]): void;
  destroy(): void;
}

/**
 * Fits a list into its tile: with less room its items are small (class `small`), and with too little room a button
 * takes the place of the last ones. The button says how many there are and shows them in a list that scrolls.
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
    // The height below the list is not available to it.
    const below = body.scrollHeight + body.getBoundingClientRect().top - list.getBoundingClientRect().bottom;
    const bottoms = items.map((item) => item.getBoundingClientRect().bottom);
    list.append(more);
    const end = body.getBoundingClientRect().top + body.clientHeight - below - more.getBoundingClientRect().height;
    const shown = Math.max(bottoms.filter((bottom) => bottom <= end).length, 1);
    const hidden = items.length - shown;
    if (hidden === 0) return more.remove();
    for (const item of items.slice(shown)) item.hidden = true;
    button.textContent = messages.values.more(hidden, format.number(hidden, { abbreviateValue: false }));
    // The button may have moved to another row than the one that was measured.
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

/** Calls `fit` when the tile gets its size and after each change. Returns a function that stops this. */
export function whenSized(shown: HTMLElement, fit: () => void): () => void {
  let asked = "";
  // Also reports the first size, after the page's layout.
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

/** Shrinks texts whose longest word doesn't fit, since words aren't broken. */
function keepWords(items: readonly HTMLElement[]): void {
  const texts = items.flatMap((item) => [...item.querySelectorAll<HTMLElement>("data:not(.whole)")]);
  const wide = texts
    .filter((text) => text.scrollWidth > text.clientWidth)
    .map((text) => [text, text.scrollWidth / text.clientWidth] as const);
  for (const [text, ratio] of wide)
    text.style.setProperty("--ems", String(Number(text.style.getPropertyValue("--ems")) * ratio * 1.02));
}
