/** The part of an animation frame that drawing may take, in milliseconds. The rest is for layout and paint. */
const BUDGET = 8;

/** Scheduled work by key. */
const waiting = new Map<object, () => void>();
let running = false;

/**
 * Schedules drawing. All tiles of the page share one time slice in each animation frame, so that a hundred tiles don't
 * block the page. Replaces work for the same key that has not started: only the newest is worth drawing.
 */
export function schedule(key: object, work: () => void): void {
  waiting.set(key, work);
  if (running) return;
  running = true;
  requestAnimationFrame(() => void run());
}

/** Cancels the scheduled work of a key. */
export function cancel(key: object): void {
  waiting.delete(key);
}

/**
 * Draws in the current animation frame if its slice has time left, so that a drawing fits its tile in every frame of a
 * resize; otherwise schedules the drawing.
 */
export function atOnce(key: object, work: () => void): void {
  if (isSpent()) return schedule(key, work);
  cancel(key);
  work();
}

async function run(): Promise<void> {
  // The first call starts the slice.
  isSpent();
  for (const [key, work] of waiting) {
    waiting.delete(key);
    try {
      work();
    } catch (error) {
      reportError(error);
    }
    // Microtasks count too: renderers are asynchronous, and uPlot draws in a microtask.
    await undefined;
    if (isSpent()) break;
  }
  running = waiting.size > 0;
  if (running) requestAnimationFrame(() => void run());
}

/** The animation frame of the current slice, and the start of the slice. */
let frame: unknown;
let since = 0;

/** Whether the slice of this animation frame is used up. The first call in a frame starts the slice. */
function isSpent(): boolean {
  const now = performance.now();
  if (frame !== document.timeline.currentTime) [frame, since] = [document.timeline.currentTime, now];
  return now - since > BUDGET;
}
