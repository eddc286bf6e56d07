// How soon a dashboard of 23 tiles has new data after an outage of a minute or half an hour, for each kind of outage.
// The test moves the page's clock.
import { openPage } from "./dashboard.mjs";
import { row, verdict } from "./report.mjs";

/** Seconds that recovery may take in addition to one second for each query. */
const BOUND = 2;
const [REQUESTS, QUERIES] = [20, 1];
const OUTAGES_IN_SECONDS = [60, 1800];
const KINDS = ["400", "404", "429", "500", "503", "reset", "HTML", "silence"];

/** Runs the measurement and prints the results. */
export async function recovery(browser) {
  console.log();
  row("outage", ["tiles", "queries", "well in s", "requests/s"]);
  const all = [];
  for (const seconds of OUTAGES_IN_SECONDS) {
    for (const kind of KINDS) {
      const page = await openPage(browser);
      try {
        const found = await page.evaluate(
          ([kind, seconds]) => import("/bench/recovery-page.mjs").then(({ recover }) => recover(kind, seconds)),
          [kind, seconds],
        );
        all.push({ name: `${kind}, ${seconds} s`, ...found });
        const cells = [found.tiles, found.queries, found.seconds.toFixed(1), found.requestsASecond];
        row(`${kind}, ${seconds} s`, cells.map(String));
      } finally {
        await page.close();
      }
    }
  }
  for (const { name, seconds, queries } of all)
    verdict(
      seconds <= queries + BOUND,
      `after ${name} all tiles are well within ${queries} queries + ${BOUND} s`,
      name.startsWith("silence") && "a request without an answer is given up after 15 s (ARCHITECTURE.md, two streams)",
    );
  const most = (key) => Math.max(...all.map((found) => found[key]));
  verdict(
    most("requestsASecond") <= REQUESTS && most("queriesASecond") <= QUERIES,
    `a service that comes back gets ${most("requestsASecond")} requests and ${most("queriesASecond")} queries a second at most`,
  );
}
