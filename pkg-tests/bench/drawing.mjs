// How smooth drawing is: the frames while forty charts are scrolled, and while one is dragged and resized, with new
// data all the time; and the longest tasks of drawing 100,000 points and 60,000 states.

import { openPage } from "./dashboard.mjs";
import { median, row, verdict } from "./report.mjs";

/** The longest duration of a frame at 60 frames a second, with a tolerance, in milliseconds. */
const FRAME = 17;
/** The smallest fraction of frames within that duration. */
const SHARE = 0.95;
const ROUNDS = 7;
/** Pointer moves of a drag */
const STEPS = 120;

/** Runs the measurement and prints the results. */
export async function drawing(browser) {
  const page = await openPage(browser);
  try {
    const frames = await measureFrames(page);
    const charts = [];
    for (const name of ["measurePoints", "measureStates"])
      charts.push(
        await page.evaluate(
          ([name, rounds]) => import("/bench/drawing-page.mjs").then((it) => it[name](rounds)),
          [name, ROUNDS],
        ),
      );
    console.log();
    row("40 charts", ["median ms", "longest ms", "≤ 17 ms"]);
    const share = (times) => times.filter((time) => time <= FRAME).length / times.length;
    for (const [name, times] of Object.entries(frames)) {
      const percent = `${Math.round(100 * share(times))}%`;
      row(name, [median(times).toFixed(1), Math.max(...times).toFixed(1), percent]);
    }
    for (const { marks, tasks } of charts) {
      const inMs = tasks.map((time) => time.toFixed(0)).join(", ");
      console.log(`  ${marks}: longest tasks ${inMs} ms (0: none above 50)`);
    }
    for (const [name, times] of Object.entries(frames))
      verdict(
        share(times) >= SHARE,
        `${name} stays at 60 frames a second in ${Math.round(100 * share(times))}% of frames`,
      );
    for (const { marks, tasks } of charts)
      verdict(Math.min(...tasks) === 0, `${marks} are drawn within 50 ms, in the quietest of ${ROUNDS} runs`);
  } finally {
    await page.close();
  }
}

/** Returns the durations of frames by what moves, in milliseconds. */
async function measureFrames(page) {
  const inPage = (name) => page.evaluate((name) => import("/bench/drawing-page.mjs").then((it) => it[name]()), name);
  const moving = async (move) => {
    await inPage("record");
    await move();
    return inPage("recorded");
  };
  await inPage("drawForty");
  const scrolling = await moving(() => inPage("scroll"));
  await page.locator(".edit-bar button").click();
  const chart = page.locator("article.tile").first();
  await chart.locator(".cover").waitFor();
  const drag = async (part) => {
    const { x, y, width, height } = await part.boundingBox();
    const [left, top] = [x + width / 2, y + height / 2];
    await page.mouse.move(left, top);
    await page.mouse.down();
    for (let step = 0; step <= STEPS; step += 1) {
      const way = Math.sin((step / STEPS) * Math.PI);
      await page.mouse.move(left + 500 * way, top + 300 * way);
    }
    await page.mouse.up();
  };
  const dragging = await moving(() => drag(chart.locator(".cover")));
  const resizing = await moving(() => drag(chart.locator(".corner")));
  return { scrolling, dragging, resizing };
}
