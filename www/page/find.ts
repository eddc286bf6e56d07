/** Returns an element of index.html by its id. */
export function find(id: string): HTMLElement;
export function find<T extends HTMLElement>(id: string, type: new () => T): T;
export function find(id: string, type: new () => HTMLElement = HTMLElement): HTMLElement {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`index.html has no ${type.name} with the id ${id}`);
  return found;
}
