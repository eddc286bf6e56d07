// The time from a fresh page with the bytes of the package to the first decoded dashboard, compared with evaluating
// Microsoft's `@azure/arm-iotcentral` and creating its client, and with compiling the module alone; at full speed, and
// with the CPU slowed down by four.
import { readFile } from "node:fs/promises";
import { build } from "esbuild";
import { page as dashboards } from "./dashboards.mjs";
import { median, milliseconds, row, verdict } from "./report.mjs";

const ROUNDS = 11;
const PEER = "@azure/arm-iotcentral";
const OPEN = "ARCHITECTURE.md says what a start is made of";
/** The bounds relative to the peer, by the factor of the slow-down. */
const BOUNDS = { "iotcentral-web/slim": { 1: 1, 4: 1.3 }, "iotcentral-web/inline": { 1: 1.4, 4: 2 } };

const first = `
  const credential = async () => ({ token: "token", expiresOnTimestamp: Date.now() + 3_600_000 });
  const options = { fetch: async () => new Response(body, { headers: { "Content-Type": "application/json" } }) };
  const central = new IotCentralClient("https://contoso.azureiotcentral.com", { getToken: credential }, options);
  const page = await central.dashboards.list().byPage().next();
  if (page.value.items.length !== 1) throw new Error("no dashboard");`;
const SCRIPTS = {
  [PEER]: `import { IotCentralClient } from "@azure/arm-iotcentral";
    export const run = async () => new IotCentralClient({ getToken: async () => null }, "subscription");`,
  "iotcentral-web/slim": `import { IotCentralClient, init } from "iotcentral-web/slim";
    export async function run(body, module) { await init({ module_or_path: module }); ${first} }`,
  "iotcentral-web/inline": `import { IotCentralClient } from "iotcentral-web/inline";
    export async function run(body) { ${first} }`,
  "the module, compiled alone": `export async function run(body, module) { await WebAssembly.compile(module); }`,
};

/** Runs the measurement and prints the results. */
export async function start(browser) {
  const module = await readFile(new URL("../../src/npm/dist/iotcentral_web_bg.wasm", import.meta.url));
  const body = dashboards(1, "Latin");
  const scripts = await Promise.all(Object.entries(SCRIPTS).map(async ([name, code]) => [name, await bundled(code)]));
  for (const slower of [1, 4]) {
    const times = Object.fromEntries(scripts.map(([name]) => [name, []]));
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [name, script] of scripts)
        times[name].push(await once(browser, slower, { body, ...anew(script, module) }));
    console.log();
    row(`start, ${slower} × slower`, ["median ms", "min", "max", "to peer"]);
    const ratio = (name) => median(times[name].map((time, round) => time / times[PEER][round]));
    for (const [name] of scripts) row(name, [...milliseconds(times[name]), ratio(name).toFixed(2)]);
    for (const [name, bounds] of Object.entries(BOUNDS)) {
      const found = ratio(name);
      const sentence = `${name} starts in ${found.toFixed(2)} times what ${PEER} takes; the bound is ${bounds[slower]}`;
      verdict(found <= bounds[slower], sentence, OPEN);
    }
  }
}

async function bundled(contents) {
  const stdin = { contents, resolveDir: import.meta.dirname };
  const options = { bundle: true, minify: true, format: "iife", globalName: "bench", platform: "browser" };
  return (await build({ stdin, ...options, write: false })).outputFiles[0].text;
}

let copies = 0;

/**
 * Returns the script and the module with a new number, in a comment and in a custom section: pages of one process share
 * compiled code of equal scripts and modules.
 */
function anew(script, module) {
  copies += 1;
  const content = Buffer.from(`\x06number${copies}`);
  const copy = Buffer.concat([module, Buffer.from([0, content.length]), content]).toString("base64");
  return { script: `/* ${copies} */ ${script.replace(module.toString("base64"), copy)}`, module: copy };
}

/** Returns the milliseconds in a page that has run nothing before. */
async function once(browser, slower, given) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
    return await page.evaluate(async ({ script, body, module }) => {
      const text = atob(module);
      const bytes = new Uint8Array(text.length);
      for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
      const begin = performance.now();
      // biome-ignore lint/security/noGlobalEval: evaluates a script whose text is in memory.
      globalThis.eval(`${script};globalThis.bench = bench`);
      await globalThis.bench.run(body, bytes);
      return performance.now() - begin;
    }, given);
  } finally {
    await context.close();
  }
}
