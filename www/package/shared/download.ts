import { element } from "./dom.ts";

/** Saves a text as a file. */
export function download(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: url, download: name }).click();
  // The browser reads the URL at some time after this task.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
