/** Milliseconds that drawing may take of an animation frame; the rest is the browser's, for layout and paint. */
const BUDGET = 8;

/** What waits to be drawn, by whom it is for. */
const waiting = new Map<object, () => void>();
let running = false;

/**
 * Draws something soon: in slices, an animation frame each, which all tiles of the page share, so that a hundred of
 * them never hold it up. Work for the same key that still waits is replaced: only the newest is worth drawing.
 */
export function schedule(key: object, work: () => void): void {
  waiting.set(key, work);
  if (running) return;
  running = true;
  requestAnimationFrame(() => void run());
}

/** Forgets what waits for a key. */
export function cancel(key: object): void {
  waiting.delete(key);
}

/**
 * Draws something at once, where this animation frame has time for it, so that what is drawn has the size of its tile
 * in every frame; scheduled, where many want the same.
 */
export function atOnce(key: object, work: () => void): void {
  if (isSpent()) return schedule(key, work);
  cancel(key);
  work();
}

async function run(): Promise<void> {
  // The frame's time begins here.
  isSpent();
  for (const [key, work] of waiting) {
    waiting.delete(key);
    try {
      work();
    } catch (error) {
      reportError(error);
    }
    // What it left for a microtask is part of it: renderers are asynchronous, and uPlot draws so.
    await undefined;
    if (isSpent()) break;
  }
  running = waiting.size > 0;
  if (running) requestAnimationFrame(() => void run());
}

/** The animation frame in which something was drawn last, and when that began. */
let frame: unknown;
let since = 0;

/** Whether the animation frame has no time left. Its time begins when it is asked for the first time. */
function isSpent(): boolean {
  const now = performance.now();
  if (frame !== document.timeline.currentTime) [frame, since] = [document.timeline.currentTime, now];
  return now - since > BUDGET;
}
