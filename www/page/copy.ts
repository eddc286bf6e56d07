/** Makes a button copy the text of an element. */
export function copies(button: HTMLButtonElement, source: HTMLElement): HTMLButtonElement {
  const label = button.textContent;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.textContent ?? "");
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = label), 2_000);
    } catch {
      // The browser refuses access to the clipboard, so the text is selected to be copied by hand.
      getSelection()?.selectAllChildren(source);
    }
  });
  return button;
}
