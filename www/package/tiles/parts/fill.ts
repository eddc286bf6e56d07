/**
 * Has a tile fill the window, or go back. It goes back by itself with Escape, and when the keyboard leaves it, which
 * would be behind it.
 *
 * @param isNow Told what it does from now on.
 */
export function fillWindow(tile: HTMLElement, isNow: (isFull: boolean) => void): void {
  if (tile.popover) return tile.hidePopover();
  const filling = new AbortController();
  const { signal } = filling;
  // A popover is above the whole page, also where an ancestor of the element cuts or clips.
  tile.popover = "manual";
  tile.showPopover();
  isNow(true);
  tile.addEventListener("keydown", ({ key }) => key === "Escape" && tile.hidePopover(), { signal });
  tile.addEventListener(
    "focusout",
    ({ relatedTarget }) => relatedTarget instanceof Node && !tile.contains(relatedTarget) && tile.hidePopover(),
    { signal },
  );
  tile.addEventListener(
    "beforetoggle",
    ({ newState, target }) => {
      if (target !== tile || newState !== "closed") return;
      filling.abort();
      // Without it the tile is on the board again, and seen.
      queueMicrotask(() => (tile.popover = null));
      isNow(false);
    },
    { signal },
  );
}
