import { element } from "../../package/shared/dom.ts";
import { input } from "../forms/field.ts";

/** An editor for a list of tags. */
export function tagEditor(tags: Readonly<Record<string, string>>): {
  element: HTMLElement;
  read: () => Record<string, string>;
} {
  const rows = element("ul", { class: "tags" });
  const add = element("button", { type: "button", class: "small" }, "Add a tag");

  const row = (name: string, value: string): HTMLElement => {
    const remove = element(
      "button",
      { type: "button", class: "small", "aria-label": `Remove the tag ${name}` },
      "Remove",
    );
    const nameInput = input("tagName", {
      "aria-label": "Name of the tag",
      maxlength: "512",
      pattern: "[^<>%\\&\\\\?\\/]*",
      value: name,
    });
    const created = element(
      "li",
      {},
      nameInput,
      input("tagValue", { "aria-label": "Value of the tag", maxlength: "256", value }),
      remove,
    );
    nameInput.addEventListener("input", () => (remove.ariaLabel = `Remove the tag ${nameInput.value}`));
    remove.addEventListener("click", () => {
      const next = created.nextElementSibling ?? created.previousElementSibling;
      created.remove();
      (next?.querySelector("button") ?? add).focus();
    });
    return created;
  };
  add.addEventListener("click", () => {
    const created = row("", "");
    rows.append(created);
    created.querySelector("input")?.focus();
  });
  rows.append(...Object.entries(tags).map(([name, value]) => row(name, value)));
  return {
    element: element("fieldset", { class: "field" }, element("legend", {}, "Tags"), rows, add),
    read: () => {
      const pairs = [...rows.children].map((item) =>
        [...item.querySelectorAll("input")].map(({ value }) => value.trim()),
      );
      return Object.fromEntries(pairs.flatMap(([name = "", value = ""]) => (name ? [[name, value]] : [])));
    },
  };
}
