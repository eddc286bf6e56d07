import type uPlot from "uplot";

import type { Mark } from "../parts/thresholds.ts";
import type { Look } from "./look.ts";

/** Fills the area from each threshold up to the next with a light tint of its colour. */
export function drawBands({ ctx, bbox, valToPos }: uPlot, marks: readonly Mark[], look: Look): void {
  const yOf = (value: number): number =>
    Math.min(Math.max(valToPos(value, "y", true), bbox.top), bbox.top + bbox.height);
  ctx.save();
  ctx.globalAlpha = 0.12;
  for (const [index, { value }] of marks.entries()) {
    const [bottom, top] = [yOf(value), yOf(marks[index + 1]?.value ?? Infinity)];
    ctx.fillStyle = look.marks[index] ?? look.text;
    ctx.fillRect(bbox.left, top, bbox.width, bottom - top);
  }
  ctx.restore();
}

/** Draws a line at each threshold, and its label where it doesn't cover another label. */
export function drawMarks({ ctx, bbox, scales, valToPos }: uPlot, marks: readonly Mark[], look: Look): void {
  const { min, max } = scales["y"] ?? {};
  const size = 12 * devicePixelRatio;
  let last = Infinity;
  ctx.save();
  ctx.font = look.font.replace("12px", `${size}px`);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const [index, { value, label }] of marks.entries()) {
    if (min == null || max == null || value < min || value > max) continue;
    // Rounded to whole pixels: between two pixels the line would mix its colour with the background.
    const y = Math.round(valToPos(value, "y", true));
    ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.strokeStyle = look.marks[index] ?? look.text;
    ctx.lineWidth = 2 * devicePixelRatio;
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    // The label stands above the line, or below it at the upper edge of the plot.
    const above = y - 0.75 * size;
    const middle = above - size / 2 < bbox.top ? y + 0.75 * size : above;
    if (last - middle < size) continue;
    last = middle;
    ctx.setLineDash([]);
    ctx.strokeStyle = look.paper;
    ctx.lineWidth = size / 4;
    ctx.strokeText(label, bbox.left + size / 2, middle);
    ctx.fillStyle = look.text;
    ctx.fillText(label, bbox.left + size / 2, middle);
  }
  ctx.restore();
}
