import type { Format, NumberStyle } from "../../format/format.ts";
import { unitOf } from "../../format/units.ts";
import { element, isolated } from "../../shared/dom.ts";
import type { Source } from "../data.ts";
import { fieldLines } from "../parts/fields.ts";
import { capabilityOf, deviceOf, type Naming, titleOf } from "../parts/naming.ts";
import { hasId, setRoom, setTextSize } from "../parts/textSize.ts";
import { markOf } from "../parts/thresholds.ts";
import type { TileContext } from "../renderer.ts";

/** The members of a tile's text format. */
export interface TextStyle extends NumberStyle {
  textSize?: number | undefined;
  /** The unit of the text size, not of the values. */
  unit?: string | undefined;
  wordWrap?: boolean | undefined;
}

/** Returns the number style of a tile. Leaves out its `unit`, which belongs to the text size. */
export function numberStyle({ abbreviateValue, decimalPlaces }: TextStyle): NumberStyle {
  return { abbreviateValue, decimalPlaces };
}

/** Creates a list of values, each below its name. */
export function valueList(kind: string, { wordWrap = true }: TextStyle = {}): HTMLUListElement {
  const list = element("ul", { class: `values ${kind}` });
  list.classList.toggle("wrapped", wordWrap);
  return list;
}

type Sourced = Source & { value?: unknown };

/** Returns a function that writes the values of a tile. Numbers of one unit have the same number of digits. */
export function valueWriter(values: readonly Sourced[], style: TextStyle, format: Format): (value: Sourced) => string {
  const numbers = values.filter(isMeasured);
  return (source) =>
    isMeasured(source)
      ? format.alike(
          numbers.filter((other) => unitOf(other) === unitOf(source)).map(({ value }) => value),
          { ...numberStyle(style), unit: unitOf(source) },
        )(source.value)
      : format.reading(source.value, source, numberStyle(style));
}

function isMeasured(source: Sourced): source is Source & { value: number } {
  return typeof source.value === "number" && !source.labels;
}

/**
 * Creates a value below its name.
 *
 * @param write Writes the value on one line.
 * @param notes Elements beside the value.
 */
export function valueItem(
  source: Sourced,
  write: (value: Sourced) => string,
  parts: Naming,
  style: TextStyle,
  context: TileContext,
  ...notes: (Node | undefined)[]
): HTMLElement {
  const { format, messages } = context;
  const { device, capability, value } = source;
  const text = write(source);
  const fields = format.fields(value, source, numberStyle(style));
  const shown = element(
    "data",
    { value: raw(value), "data-device": device, "data-capability": capability, title: text },
    ...(fields ? fieldLines(fields) : [isolated(text)]),
  );
  shown.classList.toggle("fields", fields !== undefined);
  const whole = typeof value === "number" || !(style.wordWrap ?? true);
  shown.classList.toggle("whole", whole);
  shown.classList.toggle("long", hasId(text));
  setTextSize(shown, style.textSize, style.unit);
  setRoom(shown, text, !whole);

  const name = element("p", { class: "name", title: titleOf(source, messages) });
  if (parts.capability) name.append(isolated(capabilityOf(source)));
  if (parts.capability && parts.device) name.append(" · ");
  if (parts.device) name.append(isolated(deviceOf(source)));
  setRoom(name, name.textContent, true);
  const mark = markOf(value, source, context);
  if (mark) notes.unshift(isolated(mark.label, { class: "threshold" }));
  const item = element(
    "li",
    { ...(mark && { class: "reached" }) },
    name,
    element("p", { class: "value" }, shown, ...notes.filter((note) => note !== undefined)),
  );
  if (mark) item.style.setProperty("--mark", mark.color);
  return item;
}

/** Returns a value in machine-readable form. */
function raw(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
