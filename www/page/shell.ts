import { element } from "../package/shared/dom.ts";
import { find } from "./find.ts";

const APPLICATION = "IoT Central dashboards";

/** Names the view: its heading, and the title of the browser's tab. */
export function setTitle(text: string): void {
  const title = find("title");
  title.textContent = text;
  title.title = text;
  // A title has no markup that would contain direction marks.
  const plain = text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "");
  document.title = text === "Dashboards" ? APPLICATION : `${plain} – ${APPLICATION}`;
}

/** Has screen readers say a text. */
export function announce(text: string): void {
  find("announcements").textContent = text;
}

/** Adds a line above the view. Links and buttons may follow its text. */
export function addNotice(text: string, ...more: Node[]): void {
  find("notices").append(element("p", { class: "notice", dir: "auto" }, text, ...more));
}

/** Moves the focus to the view's heading: what had it is gone, or another view is shown. */
export function focusTitle(): void {
  find("title").focus();
}
