import type { Finding, QueryRange, Tile } from "iotcentral-web";
import { element, isolated } from "../../shared/dom.ts";
import { describeRange } from "../../tiles/parts/range.ts";
import { titleOf, typeOf, type Words } from "./controls.ts";
import { type Field, fieldsOf, read, written } from "./fields.ts";
import {
  checkInput,
  type FormField,
  grouped,
  labelled,
  linesInput,
  numberInput,
  selectInput,
  textInput,
} from "./inputs.ts";
import { type Box, boxOf, LARGEST } from "./layout.ts";
import { SourceFields } from "./lists.ts";
import type { Sources } from "./sources.ts";

export interface PanelActions {
  /** Called with each change of the tile. Changes of one `series`, such as typed letters, are one step of undo. */
  change: (tile: Tile, series: string) => void;
  place: (box: Box) => void;
  duplicate: () => void;
  remove: () => void;
  close: () => void;
}

const DURATIONS = ["PT30M", "PT1H", "PT12H", "P1D", "P1W", "P30D"];
const RESOLUTIONS: readonly (readonly [value: string, count: number, unit: string])[] = [
  ["PT1M", 1, "minute"],
  ["PT5M", 5, "minute"],
  ["PT10M", 10, "minute"],
  ["PT30M", 30, "minute"],
  ["PT1H", 1, "hour"],
  ["PT12H", 12, "hour"],
  ["P1D", 1, "day"],
  ["P1W", 1, "week"],
];
const COUNT = { type: "count", count: 100 } as const;

/** The settings of the chosen tile: the fields of its type, and its JSON for all other members. */
export class Panel {
  readonly element = element("aside", { class: "editor-panel", hidden: "" });
  readonly #actions: PanelActions;
  readonly #words: Words;
  readonly #lists: SourceFields;
  #key: string | undefined;
  #tile: Tile | undefined;
  #fields: readonly FormField[] = [];
  #json = element("textarea", { rows: "10", spellcheck: "false", dir: "ltr" });
  /** Whether the JSON is open, also for the next tile. */
  #isOpen = false;
  readonly #problems = element("div", { class: "finding", role: "status" });

  constructor(actions: PanelActions, sources: Sources, words: Words) {
    this.#actions = actions;
    this.#words = words;
    this.#lists = new SourceFields(sources, words);
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      actions.close();
    });
  }

  /** Shows a tile. The fields are built again unless they made the change themselves. */
  show(key: string, tile: Tile, findings: readonly Finding[]): void {
    if (
      key !== this.#key ||
      tile.configuration !== this.#tile?.configuration ||
      tile.displayName !== this.#tile.displayName
    )
      this.#build(tile, key);
    else if (tile !== this.#tile && !this.#hasFocus()) this.#build(tile, key);
    this.#key = key;
    this.#tile = tile;
    if (!this.#isIn(this.#json)) this.#json.value = JSON.stringify(tile, undefined, 2);
    const rest = findings.filter(({ pointer }) => !this.#fields.some((field) => isWithin(pointer, field.pointer)));
    for (const field of this.#fields)
      field.showFindings(findings.filter(({ pointer }) => isWithin(pointer, field.pointer)));
    this.#problems.replaceChildren(
      ...rest.map(({ pointer, message, severity }) =>
        element("p", { "data-severity": severity }, `${pointer} ${message}`),
      ),
    );
  }

  hide(): void {
    this.element.hidden = true;
    this.#key = undefined;
  }

  /** Focuses the first field. */
  focus(): void {
    this.element.querySelector<HTMLElement>("input")?.focus();
  }

  /** Whether the draft contains everything that was typed. Focuses the JSON if it is invalid. */
  check(): boolean {
    if (this.element.hidden || !this.#json.ariaInvalid) return true;
    this.#json.closest("details")?.setAttribute("open", "");
    this.#json.focus();
    return false;
  }

  #build(tile: Tile, key: string): void {
    const {
      words: { form, tile: tools },
      messages,
    } = this.#words;
    const title = titleOf(tile, this.#words.words);
    this.#tile = tile;
    this.#key = key;
    const button = (label: string, run: () => void): HTMLButtonElement => {
      const created = element("button", { type: "button" }, label);
      created.addEventListener("click", run);
      return created;
    };
    const close = button("✕", this.#actions.close);
    close.ariaLabel = close.title = form.close;
    close.classList.add("close");
    const name = labelled(
      "displayName",
      form.title,
      textInput(tile.displayName, (displayName) => this.#commit({ displayName })),
    );
    const known = fieldsOf(tile.configuration.type).map((field) => this.#fieldOf(field, tile.configuration));
    const place = this.#placeOf(tile);
    this.#json = element("textarea", { rows: "10", spellcheck: "false", dir: "ltr", "aria-label": form.json });
    this.#json.addEventListener("input", () => this.#readJson());
    // The fields are rebuilt when the person has finished the JSON.
    this.#json.addEventListener(
      "change",
      () => this.#tile && this.#key !== undefined && !this.#json.ariaInvalid && this.#build(this.#tile, this.#key),
    );
    this.#json.value = JSON.stringify(tile, undefined, 2);
    const json = element("details", {}, element("summary", {}, form.json), this.#json);
    json.open = this.#isOpen;
    json.addEventListener("toggle", () => (this.#isOpen = json.open));
    const held = this.#fields.find((field) => field.element.matches(":focus-within"))?.pointer;
    this.#fields = [name, ...known, ...place];
    this.#problems.replaceChildren();
    this.element.ariaLabel = form.label(title);
    this.element.replaceChildren(
      element("header", {}, element("h2", {}, isolated(typeOf(tile.configuration.type, messages))), close),
      ...[name, ...known].map((field) => field.element),
      element(
        "fieldset",
        { class: "places" },
        element("legend", {}, form.place),
        ...place.map((field) => field.element),
      ),
      json,
      this.#problems,
      element(
        "div",
        { class: "actions" },
        button(tools.duplicate, this.#actions.duplicate),
        button(tools.remove, this.#actions.remove),
      ),
    );
    this.element.hidden = false;
    this.#fields
      .find(({ pointer }) => pointer === held)
      ?.element.querySelector<HTMLElement>("input, select, textarea")
      ?.focus();
  }

  #placeOf(tile: Tile): FormField[] {
    const { form } = this.#words.words;
    return (["x", "y", "width", "height"] as const).map((name) => {
      const isSize = name === "width" || name === "height";
      const input = numberInput(tile[name], isSize ? { least: 1, most: LARGEST } : { least: 0, most: 100 }, (value) => {
        if (value !== undefined && this.#tile) this.#actions.place({ ...boxOf(this.#tile), [name]: value });
      });
      return labelled(name, form[name], input);
    });
  }

  #fieldOf(field: Field, configuration: Tile["configuration"]): FormField {
    const { path, kind } = field;
    const { words } = this.#words;
    const label = words.fields[path as keyof typeof words.fields];
    const pointer = `configuration/${path.replace(".", "/")}`;
    const value = read(configuration, path);
    const set = (next: unknown): void =>
      this.#commit({ configuration: written(this.#tile?.configuration, path, next) as Tile["configuration"] });
    const setAll = (members: Readonly<Record<string, unknown>>, isRebuilt = false): void => {
      this.#commit({ configuration: { ...this.#tile?.configuration, ...members } as Tile["configuration"] }, isRebuilt);
    };
    switch (kind) {
      case "text":
      case "url":
        return labelled(
          pointer,
          label,
          textInput(value, (text) => set(text === "" && path !== "sourceUrl" ? undefined : text), kind),
        );
      case "lines":
        return labelled(pointer, label, linesInput(value, set));
      case "number":
        return labelled(pointer, label, numberInput(value, field, set));
      case "flag":
        return labelled(
          pointer,
          label,
          checkInput(Boolean(value ?? field.fallback), (next) => set(next === field.fallback ? undefined : next)),
          true,
        );
      case "unit":
        return labelled(
          pointer,
          label,
          selectInput(
            String(value ?? field.fallback),
            [
              { value: "pt", name: "pt" },
              { value: "px", name: "px" },
            ],
            set,
          ),
        );
      case "range":
      case "range or count":
        return this.#rangeOf(pointer, label, value as QueryRange | undefined, kind === "range or count", set);
      case "group":
        return this.#lists.group(configuration, (members) => setAll(members, true));
      case "devices":
        return this.#lists.devices(configuration, setAll);
      case "device":
        return this.#lists.device(configuration, (members) => setAll(members, true));
      case "command":
        return this.#lists.command(configuration, setAll);
      case "telemetry":
      case "aggregates":
      case "properties":
        return this.#lists.capabilities(configuration, field, setAll);
    }
  }

  #rangeOf(
    pointer: string,
    label: string,
    range: QueryRange | undefined,
    mayCount: boolean,
    set: (range: QueryRange) => void,
  ): FormField {
    const {
      words: { form },
      format,
    } = this.#words;
    let duration: string = range?.type === "time" ? range.duration : "";
    let resolution: string = range?.type === "time" ? (range.resolution ?? "") : "";
    const commit = (): void => {
      slices.disabled = duration === "";
      set(duration === "" ? COUNT : { type: "time", duration, ...(resolution && { resolution }) });
    };
    const name = (asked: QueryRange): string => describeRange(this.#words, asked);
    const durations = DURATIONS.map((value) => ({ value, name: name({ type: "time", duration: value }) }));
    const counts = mayCount || range?.type === "count" ? [{ value: "", name: name(COUNT) }] : [];
    const time = selectInput(duration, [...durations, ...counts], (value) => {
      duration = value;
      commit();
    });
    time.ariaLabel = label;
    const unit = (count: number, unit: string): string =>
      new Intl.NumberFormat(format.locale, { style: "unit", unit, unitDisplay: "long" }).format(count);
    const slices = selectInput(
      resolution,
      [
        { value: "", name: form.default },
        ...RESOLUTIONS.map(([value, count, name]) => ({ value, name: unit(count, name) })),
      ],
      (value) => {
        resolution = value;
        commit();
      },
    );
    slices.disabled = duration === "";
    return grouped(
      pointer,
      label,
      time,
      element("label", { class: "field" }, element("span", {}, form.slices), slices),
    );
  }

  /** Applies a change of a field. `isRebuilt`: the change affects other fields' choices, so all are built again. */
  #commit(members: Partial<Tile>, isRebuilt = false): void {
    if (!this.#tile || this.#key === undefined) return;
    const tile = { ...this.#tile, ...members };
    if (!isRebuilt) this.#tile = tile;
    this.#actions.change(tile, `${this.#key} ${Object.keys(members).join()}`);
  }

  #readJson(): void {
    const { form } = this.#words.words;
    let tile: unknown;
    try {
      tile = JSON.parse(this.#json.value);
    } catch (error) {
      return this.#showJsonProblem(form.noJson(error instanceof Error ? error.message : String(error)));
    }
    if (!isTile(tile)) return this.#showJsonProblem(form.noTile);
    this.#json.removeAttribute("aria-invalid");
    this.#tile = tile;
    this.#actions.change(tile, `${this.#key} json`);
  }

  #showJsonProblem(message: string): void {
    this.#json.setAttribute("aria-invalid", "true");
    this.#problems.textContent = message;
  }

  #hasFocus(): boolean {
    return this.element.matches(":focus-within");
  }

  #isIn(part: Element): boolean {
    return part.matches(":focus");
  }
}

function isTile(value: unknown): value is Tile {
  const { configuration } = (value ?? {}) as Partial<Tile>;
  return (
    typeof value === "object" &&
    typeof configuration === "object" &&
    configuration !== null &&
    typeof configuration.type === "string"
  );
}

/** Whether a JSON pointer names a member or a part of it. */
function isWithin(pointer: string, member: string): boolean {
  return `${pointer}/`.startsWith(`/${member}/`);
}
