// Firefox and WebKit as packaged by Debian, driven by WebDriver: the BiDi protocol and the classic one. Both can open a
// page, run a function in it, and take a picture.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after } from "node:test";
import { setTimeout } from "node:timers/promises";

/** The timeout of every step, enough for a slow machine, in milliseconds. */
const PATIENCE = 120_000;
/** High enough for a whole dashboard */
const SIZE = { width: 1280, height: 3000 };

/** Runs in a page: calls a function, and writes its result or its error as text. */
const CALL = (source, values) => `(async () => {
  try { return JSON.stringify({ value: await (${source})(...${JSON.stringify(values)}) }); }
  catch (error) { return JSON.stringify({ error: String(error?.stack ?? error) }); }
})()`;

/** Switches off what Firefox does by default and tests don't want: a start page, updates, requests of its own. */
const PREFERENCES = {
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage_override.mstone": "ignore",
  "datareporting.policy.dataSubmissionEnabled": false,
  "intl.accept_languages": "en-US",
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "remote.prefs.recommended": true,
};

/** A page in an engine. */
class Page {
  #driver;

  constructor(driver) {
    this.#driver = driver;
  }

  /** Opens a URL. */
  open = (url) => this.#driver.open(url);

  /**
   * Runs a function in the page, which may be asynchronous. The function sees only its arguments, which must be JSON.
   */
  async run(work, ...values) {
    const { value, error } = JSON.parse(await this.#driver.evaluate(CALL(work, values)));
    if (error) throw new Error(error);
    return value;
  }

  /** Waits until a function in the page returns a true value. */
  async reached(condition, ...values) {
    const end = Date.now() + PATIENCE;
    while (!(await this.run(condition, ...values))) {
      assert.ok(Date.now() < end, `not reached in ${PATIENCE} ms: ${condition}`);
      await setTimeout(100);
    }
  }

  /** Drags the pointer from one position of the window to another, in steps. */
  async drag([left, top], [right, bottom]) {
    const steps = Array.from({ length: 8 }, (_, step) => (step + 1) / 8).map((part) => ({
      type: "pointerMove",
      duration: 30,
      x: Math.round(left + (right - left) * part),
      y: Math.round(top + (bottom - top) * part),
    }));
    const start = { type: "pointerMove", duration: 0, x: Math.round(left), y: Math.round(top) };
    const actions = [start, { type: "pointerDown", button: 0 }, ...steps, { type: "pointerUp", button: 0 }];
    await this.#driver.act([{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions }]);
  }

  /** Presses keys one after the other, in WebDriver's notation. */
  async press(...keys) {
    const actions = keys.flatMap((value) => ["keyDown", "keyUp"].map((type) => ({ type, value })));
    await this.#driver.act([{ type: "key", id: "keyboard", actions }]);
  }

  /** Saves a picture in the folder `SCREENSHOTS`, if it is set. */
  async picture(name) {
    if (process.env.SCREENSHOTS)
      await writeFile(
        join(process.env.SCREENSHOTS, `${name}.png`),
        Buffer.from(await this.#driver.picture(), "base64"),
      );
  }
}

/** Starts Firefox, driven by WebDriver BiDi. */
async function firefox() {
  const profile = await mkdtemp(join(tmpdir(), "firefox-"));
  const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
  await writeFile(join(profile, "user.js"), lines.join("\n"));
  const program = spawn("firefox-esr", ["--headless", "--profile", profile, "--remote-debugging-port=0"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const address = await said(program, program.stderr, /WebDriver BiDi listening on (\S+)/);
  const socket = new WebSocket(`${address}/session`);
  after(async () => {
    socket.close();
    await end(program);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  const waiting = new Map();
  socket.addEventListener("message", ({ data }) => {
    const { id, type, result, error, message } = JSON.parse(data);
    const [done, failed] = waiting.get(id) ?? [];
    waiting.delete(id);
    if (type === "success") done?.(result);
    else if (type === "error") failed?.(new Error(`${error}: ${message}`));
  });
  await new Promise((opened, failed) => {
    socket.addEventListener("open", opened);
    socket.addEventListener("error", () => failed(new Error(`no connection to ${address}`)));
  });
  let last = 0;
  const send = (method, params) =>
    new Promise((done, failed) => {
      waiting.set(++last, [done, failed]);
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  const { capabilities } = await send("session.new", { capabilities: {} });
  const { context } = await send("browsingContext.create", { type: "window" });
  await send("browsingContext.setViewport", { context, viewport: SIZE });
  return {
    version: `Firefox ${capabilities.browserVersion}`,
    open: (url) => send("browsingContext.navigate", { context, url, wait: "interactive" }),
    evaluate: async (expression) => {
      const { result, exceptionDetails } = await send("script.evaluate", {
        expression,
        target: { context },
        awaitPromise: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.text);
      return result.value;
    },
    act: (actions) => send("input.performActions", { context, actions }),
    picture: async () => (await send("browsingContext.captureScreenshot", { context })).data,
  };
}

/**
 * Starts WebKit, driven by classic WebDriver. WebKit has no headless mode, and its `navigator.language` comes from the
 * environment: `C`, as on kiosks.
 */
async function webkit() {
  const port = await freePort();
  const driver = "WebKitWebDriver";
  const env = { ...process.env, LANG: "C.UTF-8", LC_ALL: "C.UTF-8", LANGUAGE: "" };
  // A process group of its own, because xvfb-run doesn't end the X server and the driver when it is killed.
  const program = spawn(
    "xvfb-run",
    ["--auto-servernum", "--server-args=-screen 0 1400x3200x24", driver, `--port=${port}`],
    { env, stdio: "ignore", detached: true },
  );
  after(() => endGroup(program));
  const send = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  const end = Date.now() + PATIENCE;
  while (!(await send("GET", "/status").catch(() => undefined))) {
    assert.ok(Date.now() < end && program.exitCode === null, `no ${driver} at port ${port}`);
    await setTimeout(100);
  }
  const timeouts = { script: PATIENCE, pageLoad: PATIENCE };
  const { sessionId, capabilities } = await send("POST", "/session", { capabilities: { alwaysMatch: { timeouts } } });
  const session = `/session/${sessionId}`;
  after(() => send("DELETE", session).catch(() => {}));
  await send("POST", `${session}/window/rect`, SIZE);
  return {
    version: `WebKitGTK ${capabilities.browserVersion}`,
    open: (url) => send("POST", `${session}/url`, { url }),
    evaluate: (expression) =>
      send("POST", `${session}/execute/async`, { script: `${expression}.then(arguments[0])`, args: [] }),
    act: (actions) => send("POST", `${session}/actions`, { actions }),
    picture: () => send("GET", `${session}/screenshot`),
  };
}

const ENGINES = { firefox, webkit };

/** Starts the engine that `ENGINE` names, with one page. */
export async function engine() {
  const start = ENGINES[process.env.ENGINE];
  assert.ok(start, `ENGINE should be one of ${Object.keys(ENGINES).join(", ")}`);
  const driver = await start();
  console.log(driver.version);
  return new Page(driver);
}

/** Waits until a program prints a line that matches. */
export function said(program, stream, pattern) {
  return new Promise((found, failed) => {
    createInterface(stream).on("line", (line) => {
      const match = pattern.exec(line);
      if (match) found(match[1] ?? match[0]);
    });
    program.on("error", failed).on("exit", (code) => failed(new Error(`${program.spawnfile} ended with ${code}`)));
  });
}

async function end(program) {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const over = new Promise((exited) => program.once("exit", exited));
  program.kill();
  await over;
}

/** Ends the process group of a program. */
export function endGroup(program) {
  try {
    process.kill(-program.pid);
  } catch {
    // The program has ended by itself.
  }
}

/** Returns a free port. */
export const freePort = () =>
  new Promise((found, failed) => {
    const server = createServer()
      .on("error", failed)
      .listen(0, "127.0.0.1", () => {
        const { port } = server.address();
        server.close(() => found(port));
      });
  });
