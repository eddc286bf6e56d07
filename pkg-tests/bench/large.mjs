// Large amounts: 10,000 dashboards in a list, 1,000 concurrent calls, 1,000 tiles that two clients edit, and two tabs
// with the same dashboard.
import { openPage } from "./dashboard.mjs";
import { countQueries } from "./first.mjs";
import { median, milliseconds, row, verdict } from "./report.mjs";

const PAGES = 400;
const CALLS = 1000;
/** The service's limit of requests a second */
const RATE = 20;
/** How much the heap may grow while a list is read: engines keep compiled code. */
const HEAP_BOUND = 1.1;
/** The duration of a turn of the event loop, in milliseconds */
const TURN = 10;
const TABS_IN_SECONDS = 30;
const TILES = 1000;
/** How long the page may stand still while an edit of that many tiles is merged, in milliseconds */
const MERGE_BOUND = 100;

/** Runs the measurement and prints the results. */
export async function large(browser) {
  const list = await inPage(browser, ([pages]) => import("/bench/large-page.mjs").then((it) => it.list(pages)), PAGES);
  const calls = await inPage(
    browser,
    ([count]) => import("/bench/large-page.mjs").then((it) => it.calls(count)),
    CALLS,
  );
  const merges = await inPage(
    browser,
    ([tiles]) => import("/bench/large-page.mjs").then((it) => it.merge(tiles, 11)),
    TILES,
  );
  const [one, two] = [await countQueries(browser, 1, TABS_IN_SECONDS), await countQueries(browser, 2, TABS_IN_SECONDS)];

  const inMb = ({ heap, module }) => [heap, module].map((bytes) => (bytes / 1e6).toFixed(1));
  console.log();
  row(`${list.dashboards.toLocaleString("en")} dashboards`, ["heap MB", "module MB", "abort ms"]);
  row(`after ${PAGES / 4} pages`, inMb(list.early));
  row(`after ${PAGES} pages`, [...inMb(list.late), list.abortMs.toFixed(1)]);
  console.log();
  row(`${calls.done} of ${CALLS} calls at once`, ["most a second", "p99 s", "last s"]);
  row("", [String(calls.most), ...[calls.p99, calls.last].map((ms) => (ms / 1000).toFixed(1))]);
  console.log();
  row(`merge of ${TILES} tiles`, ["median ms", "min", "max"]);
  row("", milliseconds(merges));
  console.log();
  row(`queries in ${TABS_IN_SECONDS} s`, ["one tab", "two tabs"]);
  row("", [one, two].map(String));

  const growth = list.late.heap / list.early.heap;
  verdict(
    growth < HEAP_BOUND,
    `a list of ${PAGES} pages takes the memory of one: the heap grows to ${growth.toFixed(2)}`,
  );
  verdict(list.late.module === list.early.module, "the module's memory is as large as after a quarter of them");
  verdict(list.abortMs < TURN, `an abort ends a list within a turn: ${list.abortMs.toFixed(1)} ms`);
  verdict(calls.done === CALLS, `none of ${CALLS} calls at once is starved`);
  verdict(calls.most <= RATE, `at most ${calls.most} of them are sent a second; the service takes ${RATE}`);
  // The first twenty calls don't wait.
  const computed = (Math.ceil((0.99 * CALLS) / RATE) - 1) * 1000;
  verdict(Math.abs(calls.p99 - computed) <= 1000, `99% of them wait ${calls.p99} ms at most; computed are ${computed}`);
  const mergeMs = median(merges);
  verdict(
    mergeMs < MERGE_BOUND,
    `a merge of ${TILES} tiles takes ${mergeMs.toFixed(1)} ms, reading and writing included`,
  );
  verdict(two <= one + 2, `two tabs send ${two} queries where one sends ${one}`);
}

async function inPage(browser, work, argument) {
  const page = await openPage(browser);
  try {
    return await page.evaluate(work, [argument]);
  } finally {
    await page.close();
  }
}
