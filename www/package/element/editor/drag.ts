import { type Box, isSame, LARGEST, onGrid, within } from "./layout.ts";

/** Pixels that a pointer goes before it drags: a click that trembles is none. */
const THRESHOLD = 4;

export interface DragOptions {
  /** What is dragged: the tile, or its corner. */
  kind: "move" | "resize";
  /** The tile's frame, on the grid `board`. */
  frame: HTMLElement;
  board: HTMLElement;
  /** Where the tile is. */
  box: Box;
  /** The tile would be elsewhere from now on. */
  onCell: (box: Box) => void;
  /** It is over: with the new place, or without one where the tile stays where it was. Not called for a click. */
  onEnd: (box: Box | undefined) => void;
}

/**
 * Follows a pointer that was pressed on a tile until it is released. Of each movement only the tile's `translate`
 * changes, which costs no layout; the layout is the caller's, when the cell is another.
 */
export function drag(event: PointerEvent, { kind, frame, board, box, onCell, onEnd }: DragOptions): void {
  const grip = event.currentTarget;
  if (!(grip instanceof HTMLElement) || event.button !== 0 || !event.isPrimary) return;
  const { pointerId, clientX, clientY } = event;
  const grid = gridOf(board);
  const start = originOf(board);
  let now = box;
  let dragging = false;

  const listening = new AbortController();
  const end = (result: Box | undefined): void => {
    listening.abort();
    frame.classList.remove("dragged");
    frame.style.removeProperty("translate");
    if (!dragging) return;
    // The release of a drag is a click, too.
    const clicking = new AbortController();
    grip.addEventListener("click", (click) => click.stopImmediatePropagation(), {
      signal: clicking.signal,
      capture: true,
    });
    setTimeout(() => clicking.abort());
    onEnd(result && !isSame(result, box) ? result : undefined);
  };
  const move = (moved: PointerEvent): void => {
    if (moved.pointerId !== pointerId) return;
    const origin = originOf(board);
    const dx = moved.clientX - clientX - (origin.x - start.x);
    const dy = moved.clientY - clientY - (origin.y - start.y);
    if (!dragging && Math.hypot(dx, dy) < THRESHOLD) return;
    if (!dragging) {
      dragging = true;
      frame.classList.toggle("dragged", kind === "move");
    }
    if (kind === "move") frame.style.setProperty("translate", `${dx}px ${dy}px`);
    const columns = Math.round((grid.isRtl ? -dx : dx) / grid.column);
    const rows = Math.round(dy / grid.row);
    const cell = onGrid(
      kind === "move"
        ? { ...box, x: within(box.x + columns, 0, Math.max(0, grid.columns - box.width)), y: box.y + rows }
        : {
            ...box,
            width: within(box.width + columns, 1, Math.min(LARGEST, Math.max(1, grid.columns - box.x))),
            height: box.height + rows,
          },
    );
    if (isSame(cell, now)) return;
    now = cell;
    onCell(cell);
  };
  const { signal } = listening;
  // At once: a fast pointer leaves the corner before it has gone far enough to drag.
  grip.setPointerCapture(pointerId);
  grip.addEventListener("pointermove", move, { signal });
  grip.addEventListener("pointerup", () => end(now), { signal });
  grip.addEventListener("pointercancel", () => end(undefined), { signal });
  addEventListener(
    "keydown",
    (pressed) => {
      if (pressed.key !== "Escape" || !dragging) return;
      pressed.preventDefault();
      pressed.stopPropagation();
      end(undefined);
    },
    { signal, capture: true },
  );
}

/** How far apart the cells of a grid are, in pixels, and how many columns it has. */
function gridOf(board: HTMLElement): { column: number; row: number; columns: number; isRtl: boolean } {
  const { gridTemplateColumns, gridAutoRows, columnGap, rowGap, direction } = getComputedStyle(board);
  const tracks = gridTemplateColumns.split(" ").map(Number.parseFloat);
  return {
    column: (tracks[0] ?? 0) + Number.parseFloat(columnGap),
    row: Number.parseFloat(gridAutoRows) + Number.parseFloat(rowGap),
    columns: tracks.length,
    isRtl: direction === "rtl",
  };
}

/** Where the grid's content is in the window: the page and the grid may scroll meanwhile. */
function originOf(board: HTMLElement): { x: number; y: number } {
  const { left, top } = board.getBoundingClientRect();
  return { x: left - board.scrollLeft, y: top };
}
