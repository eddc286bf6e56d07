import { element, isolated } from "../../shared/dom.ts";
import type { Words } from "./controls.ts";
import type { Field } from "./fields.ts";
import { checkInput, type FormField, fillSelect, grouped, labelled, selectInput, textInput } from "./inputs.ts";
import { type Choice, MAX_DEVICES, type Sources } from "./sources.ts";

/** Members of a configuration whose choices the application provides. */
interface Configured {
  group?: string;
  devices?: readonly string[];
  device?: string;
  capabilities?: readonly Capability[];
}

interface Capability {
  capability: string;
  aggregateFunction?: string;
}

type Commit = (members: Readonly<Record<string, unknown>>) => void;

/** The number of choices from which on a list has a search field. */
const SEARCH_FROM = 12;
const AGGREGATES = ["avg", "min", "max", "sum", "count"];

/** Fields whose choices the application provides. A field shows its current value until the list has loaded. */
export class SourceFields {
  readonly #sources: Sources;
  readonly #words: Words;

  constructor(sources: Sources, words: Words) {
    this.#sources = sources;
    this.#words = words;
  }

  group(configuration: unknown, commit: Commit): FormField {
    const { group = "" } = configuration as Configured;
    const { form, fields } = this.#words.words;
    const none = { value: "", name: form.choose };
    // The old devices don't belong to the new group.
    const input = selectInput(group, [none], (value) =>
      commit({
        group: value,
        ...("devices" in (configuration as object) && { devices: [] }),
        ...("device" in (configuration as object) && { device: "" }),
      }),
    );
    const field = labelled("configuration/group", fields.group, input);
    this.#fill(field, this.#sources.groups(), (groups) => fillSelect(input, group, [none, ...groups]));
    return field;
  }

  device(configuration: unknown, commit: Commit): FormField {
    const { group = "", device = "" } = configuration as Configured;
    const none = { value: "", name: this.#words.words.form.choose };
    const input = selectInput(device, [none], (value) => commit({ device: value }));
    const field = labelled("configuration/device", this.#words.words.fields.device, input);
    if (group)
      this.#fill(field, this.#sources.devices(group), (devices) => fillSelect(input, device, [none, ...devices]));
    return field;
  }

  command(configuration: unknown, commit: Commit): FormField {
    const { group = "", device = "", command = "" } = configuration as Configured & { command?: string };
    const none = { value: "", name: this.#words.words.form.choose };
    const input = selectInput(command, [none], (value) => commit({ command: value }));
    const field = labelled("configuration/command", this.#words.words.fields.command, input);
    if (group)
      this.#fill(field, this.#sources.capabilities(group, [device]), (known) =>
        fillSelect(input, command, [none, ...choicesOf(known, "command")]),
      );
    return field;
  }

  devices(configuration: unknown, commit: Commit): FormField {
    const { group = "", devices = [] } = configuration as Configured;
    const {
      words: { form, fields },
      format,
    } = this.#words;
    const chosen = new Set(devices);
    const list = element("ul", { class: "choices" });
    const search = textInput(
      "",
      (text) => {
        for (const item of list.children)
          if (item instanceof HTMLElement) item.hidden = !item.textContent.toLowerCase().includes(text.toLowerCase());
      },
      "search",
    );
    search.ariaLabel = form.search;
    const note = element("p", { class: "hint", hidden: "" });
    const show = (known: readonly Choice[]): void => {
      const others = [...chosen]
        .filter((id) => !known.some(({ value }) => value === id))
        .map((value) => ({ value, name: value }));
      list.replaceChildren(
        ...[...others, ...known].map(({ value, name }) => {
          const input = checkInput(chosen.has(value), (isChosen) => {
            chosen[isChosen ? "add" : "delete"](value);
            commit({ devices: [...chosen] });
          });
          return element("li", {}, element("label", { class: "check" }, input, isolated(name)));
        }),
      );
      search.hidden = list.children.length < SEARCH_FROM;
      note.hidden = known.length < MAX_DEVICES;
      note.textContent = form.firstDevices(format.number(MAX_DEVICES, { abbreviateValue: false }));
    };
    show([]);
    const field = grouped("configuration/devices", fields.devices, search, list, note);
    if (group) this.#fill(field, this.#sources.devices(group), show);
    return field;
  }

  capabilities(configuration: unknown, { kind, schema }: Pick<Field, "kind" | "schema">, commit: Commit): FormField {
    const { group = "", devices = [], capabilities = [] } = configuration as Configured;
    const {
      words: { form, fields },
      messages,
    } = this.#words;
    const hasAggregates = kind === "aggregates";
    let known: readonly Choice[] = [];
    let chosen = capabilities;
    const list = element("ul", { class: "chosen" });
    const add = selectInput("", [{ value: "", name: form.choose }], (value) => {
      if (value) change([...chosen, { capability: value, aggregateFunction: hasAggregates ? "avg" : "count" }]);
    });
    const change = (next: readonly Capability[]): void => {
      chosen = next;
      commit({ capabilities: next });
      show();
    };
    const show = (): void => {
      list.replaceChildren(
        ...chosen.map((each, index) => {
          const name = known.find(({ value }) => value === each.capability)?.name ?? each.capability;
          const remove = element(
            "button",
            { type: "button", "aria-label": form.remove(name), title: form.remove(name) },
            "✕",
          );
          remove.addEventListener("click", () => {
            change(chosen.filter((_, place) => place !== index));
            add.focus();
          });
          const aggregate = selectInput(
            each.aggregateFunction,
            AGGREGATES.map((value) => ({ value, name: messages.names.aggregate(value) })),
            (value) => change(chosen.with(index, { ...each, aggregateFunction: value })),
          );
          aggregate.ariaLabel = form.aggregateOf(name);
          return element("li", {}, isolated(name), ...(hasAggregates ? [aggregate] : []), remove);
        }),
      );
      fillSelect(add, "", [
        { value: "", name: form.choose },
        ...known.filter(({ value }) => hasAggregates || !chosen.some((each) => each.capability === value)),
      ]);
    };
    show();
    const field = grouped(
      "configuration/capabilities",
      fields.capabilities,
      list,
      element("label", { class: "field" }, element("span", {}, form.add), add),
    );
    if (group) {
      this.#fill(field, this.#sources.capabilities(group, devices), (all) => {
        known = choicesOf(
          all.filter((each) => schema === undefined || each.schema?.type === schema),
          kind === "properties" ? "property" : "telemetry",
        );
        show();
      });
    }
    return field;
  }

  /** Shows a list when it has loaded, or why it could not be loaded. */
  #fill<T>({ element: field }: FormField, list: Promise<T>, show: (list: T) => void): void {
    list.then(show, (error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      field.append(element("p", { class: "hint" }, this.#words.words.form.notLoaded(reason)));
    });
  }
}

function choicesOf(capabilities: readonly { path: string; name: string; kind: string }[], kind: string): Choice[] {
  return capabilities.filter((each) => each.kind === kind).map(({ path, name }) => ({ value: path, name }));
}
