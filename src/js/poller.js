/** Adds a listener; what comes back takes it away again. */
export function subscribe(listeners, listener) {
  const entry = { listener };
  listeners.push(entry);
  return () => {
    const place = listeners.indexOf(entry);
    if (place >= 0) listeners.splice(place, 1);
  };
}
