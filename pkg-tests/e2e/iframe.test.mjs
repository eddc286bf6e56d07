// The element in a frame of another origin, with a token from the page around it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { embed, host } from "../support/embed.mjs";
import { emulate, NOW, TOKEN } from "../support/emulator.mjs";
import { alive } from "../support/tiles.mjs";

const ARTICLE = "dtmi:kkfvwa2xi:p7pyt5x38";
const emulator = await emulate("--now", NOW, "--allow-origin", "null", "http://127.0.0.1:*");

/** A sandboxed document has the origin "null", so the files that it loads must allow all origins. */
const OPEN = { headers: { "Access-Control-Allow-Origin": "*" } };
const query = `const { searchParams } = new URL(location);`;

/** Shows a dashboard with the token of the host that `?host` names. */
const widget = await host(
  `<iot-central-dashboard endpoint="${emulator.endpoint}" dashboard-id="${ARTICLE}"></iot-central-dashboard>`,
  `
  import "PACKAGE/dist/element/index.js";
  import { hostCredential } from "PACKAGE/dist/element/iframe.js";
  ${query}
  globalThis.credential = hostCredential({ origin: searchParams.get("host") });
  document.querySelector("iot-central-dashboard").credential = credential;`,
  OPEN,
);

/** Asks for the token as the widget does, without the package, and records every answer. */
const spy = await host(
  "",
  `
  globalThis.heard = [];
  addEventListener("message", ({ data }) => heard.push(data));
  for (const target of [parent, top]) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => heard.push(data);
    target.postMessage("iotcentral-web:credential", "*", [port2]);
    port1.postMessage({ id: 1, scope: "https://apps.azureiotcentral.com/.default" });
  }`,
  OPEN,
);

/** A portal: shares its credential with the frame `widget` of the origin `?origin`, and has another frame beside it. */
const portal = await host(
  "",
  `
  import { shareCredential } from "PACKAGE/dist/element/iframe.js";
  ${query}
  globalThis.asked = [];
  const frame = (name, src, sandbox) => {
    const created = Object.assign(document.createElement("iframe"), { name, width: 600, height: 400 });
    if (sandbox) created.setAttribute("sandbox", "allow-scripts");
    created.src = src;
    return created;
  };
  const sandboxed = searchParams.get("origin") === "null";
  const widget = frame("widget", searchParams.get("widget"), sandboxed);
  const credential = async (scope, { claims }) => {
    asked.push({ scope, claims });
    if (globalThis.silent) await new Promise(() => {});
    return { token: "${TOKEN}", expiresOnTimestamp: Date.now() + 3_600_000 };
  };
  globalThis.share = () => { globalThis.stop = shareCredential(widget, credential, { origin: searchParams.get("origin") }); };
  share();
  document.querySelector("main").append(widget, frame("spy", searchParams.get("spy"), sandboxed));`,
);

const origin = (address) => new URL(address).origin;

/** Opens the portal around the widget, which takes tokens of `from`. The portal shares its token with `to`. */
async function open({ from = origin(portal), to }, options) {
  const address = new URL(portal);
  address.search = new URLSearchParams({ widget: `${widget}?host=${encodeURIComponent(from)}`, spy, origin: to });
  const page = await embed(address.href, options);
  await page.waitForFunction(() => frames.length === 2);
  const frame = page.frame("widget");
  await frame.waitForFunction(() => globalThis.credential);
  return { page, frame };
}

/** Returns what a frame hears within many times the time of an answer. */
async function heardBy(frame) {
  await frame.waitForFunction(() => globalThis.heard);
  await frame.waitForTimeout(1_500);
  return frame.evaluate(() => heard);
}

for (const [name, to] of [
  ["sandboxed", "null"],
  ["of another origin", origin(widget)],
]) {
  test(`a frame ${name} works with its host's token, and the frame beside it gets nothing`, async () => {
    const { page, frame } = await open({ to });
    await alive(frame);
    assert.equal(await frame.evaluate(() => self.origin), to);
    assert.ok((await frame.locator("article.tile").count()) > 0);
    assert.deepEqual(await page.evaluate(() => asked.map(({ scope }) => scope)), [
      "https://apps.azureiotcentral.com/.default",
    ]);
    assert.deepEqual(await heardBy(page.frame("spy")), []);
    assert.deepEqual(page.complaints, []);
    for (const url of page.requests) assert.doesNotMatch(decodeURIComponent(url), new RegExp(TOKEN));
    await page.close();
  });
}

const SCOPE = "https://apps.azureiotcentral.com/.default";
/** Returns the token of a frame's credential, or the error. */
const ask = (frame, scope = SCOPE, options = {}) =>
  frame.evaluate(
    ([scope, options]) =>
      credential(scope, options).then(
        ({ token }) => token,
        ({ message }) => message,
      ),
    [scope, options],
  );

test("claims reach the host's credential; other scopes are rejected", async () => {
  const { page, frame } = await open({ to: "null" });
  await alive(frame);
  assert.equal(await ask(frame, SCOPE, { claims: `{"access_token":{}}` }), TOKEN);
  assert.deepEqual((await page.evaluate(() => asked)).at(-1), { scope: SCOPE, claims: `{"access_token":{}}` });
  assert.match(
    await ask(frame, "https://management.azure.com/.default"),
    /shares tokens only for https:\/\/apps\.azureiotcentral\.com\/\.default/,
  );
  await page.close();
});

for (const [name, to] of [
  ["sandboxed", "null"],
  ["of another origin", origin(widget)],
]) {
  test(`a frame ${name} is told when its host stops sharing, and gets tokens when the host shares again`, async () => {
    const { page, frame } = await open({ to });
    await alive(frame);
    await page.evaluate(() => {
      globalThis.silent = true;
    });
    const waiting = ask(frame);
    await page.waitForFunction(() => asked.length === 2);
    await page.evaluate(() => {
      stop();
      globalThis.silent = false;
    });
    assert.match(await waiting, /no longer shares its credential/);
    const asking = ask(frame);
    await page.waitForTimeout(1_500);
    assert.equal(await page.evaluate(() => asked.length), 2);
    await page.evaluate(() => share());
    assert.equal(await asking, TOKEN);
    assert.equal(await ask(frame), TOKEN);
    await page.close();
  });

  test(`a frame ${name} times out if its host doesn't answer, and asks again`, async () => {
    const { page, frame } = await open({ to });
    await alive(frame);
    await page.evaluate(() => {
      globalThis.silent = true;
    });
    const waiting = ask(frame);
    await page.waitForFunction(() => asked.length === 2);
    await page.clock.runFor(31_000);
    assert.match(await waiting, /gave no token within 30 seconds/);
    await page.evaluate(() => {
      globalThis.silent = false;
    });
    assert.equal(await ask(frame), TOKEN);
    await page.close();
  });
}

test("a sandboxed frame that reloads gets tokens when the host shares again, stopped or not", async () => {
  const { page, frame } = await open({ to: "null" });
  await alive(frame);
  await page.evaluate(() => share());
  await frame.evaluate(() => {
    globalThis.before = true;
    location.reload();
  });
  await frame.waitForFunction(() => globalThis.credential && !globalThis.before);
  await alive(frame);
  await page.close();
});

test("a document that the frame shows later gets no token", async () => {
  const { page, frame } = await open({ to: "null" });
  await alive(frame);
  await frame.evaluate((spy) => {
    location.href = spy;
  }, spy);
  await page.waitForFunction(() => frames.length === 2);
  assert.deepEqual(await heardBy(frame), []);
  await page.close();
});

test("a host of another origin than the frame's gets no request", async () => {
  const { page, frame } = await open({ from: "https://portal.example", to: "null" });
  await page.waitForTimeout(1_500);
  assert.deepEqual(await page.evaluate(() => asked), []);
  assert.equal(await frame.locator("article.tile").count(), 0);
  await page.close();
});

test("a host that shares with another origin does not answer", async () => {
  const { page, frame } = await open({ to: "https://widgets.example" });
  await page.waitForTimeout(1_500);
  assert.deepEqual(await page.evaluate(() => asked), []);
  assert.equal(await frame.locator("article.tile").count(), 0);
  await page.close();
});

test("invalid origins are rejected at once", async () => {
  const page = await embed(
    await host(
      "",
      `import { hostCredential, shareCredential } from "PACKAGE/dist/element/iframe.js"; Object.assign(globalThis, { hostCredential, shareCredential });`,
    ),
  );
  await page.waitForFunction(() => globalThis.shareCredential);
  const refusals = await page.evaluate(() =>
    ["*", "", "http://portal.example", "https://portal.example/", "portal.example", "null", undefined].map((origin) => {
      const attempts = [
        () => hostCredential({ origin }),
        ...(origin === "null" ? [] : [() => shareCredential(document.createElement("iframe"), () => "t", { origin })]),
      ];
      return attempts.every((attempt) => {
        try {
          attempt();
          return false;
        } catch (error) {
          return error instanceof TypeError;
        }
      });
    }),
  );
  assert.deepEqual(
    refusals,
    refusals.map(() => true),
  );
  assert.match(
    await page.evaluate(() => {
      try {
        hostCredential({ origin: "https://portal.example" });
      } catch (error) {
        return error.message;
      }
    }),
    /works only in a frame/,
  );
  await page.close();
});
