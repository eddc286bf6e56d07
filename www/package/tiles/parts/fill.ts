/**
 * Toggles whether a tile fills the window. Escape ends it, and so does moving the focus out of the tile, since the
 * focus would be behind the tile.
 *
 * @param onChange Called with each new state.
 */
export function fillWindow(tile: HTMLElement, onChange: (isFull: boolean) => void): void {
  if (tile.popover) return tile.hidePopover();
  const filling = new AbortController();
  const { signal } = filling;
  // A popover is above the whole page, even if an ancestor of the element clips its content.
  tile.popover = "manual";
  tile.showPopover();
  onChange(true);
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
      // Without the attribute the tile is visible on the board again.
      queueMicrotask(() => (tile.popover = null));
      onChange(false);
    },
    { signal },
  );
}
