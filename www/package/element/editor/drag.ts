import { type Box, isSame, LARGEST, onGrid, within } from "./layout.ts";

/** The distance at which a press becomes a drag, in pixels: hands tremble during clicks. */
const THRESHOLD = 4;

export interface DragOptions {
  /** `move` drags the tile, `resize` its corner. */
  kind: "move" | "resize";
  /** The tile's frame, a child of the grid `board`. */
  frame: HTMLElement;
  board: HTMLElement;
  /** The tile's position before the drag. */
  box: Box;
  /** Called when the pointer reaches another cell, with the tile's new position. */
  onCell: (box: Box) => void;
  /** Called at the end of a drag, but not of a click: with the new position, or undefined if the tile stays. */
  onEnd: (box: Box | undefined) => void;
}

/**
 * Follows a pointer that was pressed on a tile until its release. A movement changes only the tile's `translate`, which
 * needs no layout; `onCell` lets the caller arrange the tiles when the cell changes.
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
    // Browsers fire a click at the end of a drag.
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
  // Captured at once: a fast pointer leaves the corner before it has moved far enough to drag.
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

/** The size of a grid's cells with their gaps, in pixels, and the number of columns. */
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

/** The position of the grid's content in the window, which scrolling changes during a drag. */
function originOf(board: HTMLElement): { x: number; y: number } {
  const { left, top } = board.getBoundingClientRect();
  return { x: left - board.scrollLeft, y: top };
}
