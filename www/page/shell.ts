import { element } from "../package/shared/dom.ts";
import { find } from "./find.ts";

const APPLICATION = "IoT Central dashboards";

/** Sets the heading of the view and the title of the browser's tab. */
export function setTitle(text: string): void {
  const title = find("title");
  title.textContent = text;
  title.title = text;
  // The tab's title is plain text, so direction marks are removed.
  const plain = text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "");
  document.title = text === "Dashboards" ? APPLICATION : `${plain} – ${APPLICATION}`;
}

/** Announces a text to screen readers. */
export function announce(text: string): void {
  find("announcements").textContent = text;
}

/** Adds a notice above the view. Links and buttons may follow its text. */
export function addNotice(text: string, ...more: Node[]): void {
  find("notices").append(element("p", { class: "notice", dir: "auto" }, text, ...more));
}

/** Focuses the view's heading, when another view is shown or the focused element was removed. */
export function focusTitle(): void {
  find("title").focus();
}
