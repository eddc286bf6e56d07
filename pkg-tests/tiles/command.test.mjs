// A command tile asks for confirmation, runs the command once, and shows the answer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { draw, settled, visit } from "../support/gallery.mjs";
import { tile } from "../support/tiles.mjs";

const page = await visit();
await page.evaluate(() => {
  globalThis.calls = [];
  globalThis.answer = () => ({ responseCode: 200, response: { ok: true } });
  globalThis.run = async (device, name, command, { abortSignal, ...options }) => {
    calls.push({ device, name, command, options });
    globalThis.signal = abortSignal;
    return answer();
  };
});
const calls = () => page.evaluate(() => calls.splice(0));
/** Sets the device's answer from now on. */
const answer = (body) =>
  page.evaluate((body) => {
    globalThis.answer = () => {
      if (body.error) throw Object.assign(new Error(body.error.message), body.error);
      return body;
    };
  }, body);
const show = async (configuration = {}, scene = { runCommand: "run" }) => {
  await draw(
    page,
    [
      {
        displayName: "it",
        configuration: { type: "command", group: "g", command: "reboot", device: "d1", ...configuration },
      },
    ],
    scene,
  );
  const frame = tile(page, "it");
  return {
    frame,
    button: frame.getByRole("button", { name: "Run…" }),
    dialog: frame.getByRole("dialog"),
    outcome: frame.getByRole("status"),
  };
};

test("nothing is sent before the reader confirms, nor after Cancel", async () => {
  const { button, dialog } = await show();
  await button.click();
  assert.equal(await dialog.getAttribute("aria-label"), "Run reboot on d1?");
  assert.ok(
    await dialog.getByRole("button", { name: "Cancel" }).evaluate((cancel) => cancel.matches(":focus")),
    "Enter says no",
  );
  assert.deepEqual(await calls(), []);
  await page.keyboard.press("Enter");
  assert.equal(await dialog.count(), 0);
  await button.click();
  await page.keyboard.press("Escape");
  assert.equal(await dialog.count(), 0);
  assert.deepEqual(await calls(), []);
});

test("Run runs the command once, on its component, and shows the answer", async () => {
  const { button, dialog, outcome } = await show({ command: "thermostat.reboot" });
  await button.click();
  await dialog.getByRole("button", { name: "Run", exact: true }).click();
  await outcome.getByText(/The device answered 200/).waitFor();
  assert.equal(await outcome.locator("pre").innerText(), '{"ok":true}');
  assert.deepEqual(await calls(), [
    { device: "d1", name: "reboot", command: {}, options: { component: "thermostat" } },
  ]);
});

test("the button keeps the focus, and does nothing while the command runs", async () => {
  await page.evaluate(() => {
    globalThis.finish = undefined;
    globalThis.answer = () =>
      new Promise((done) => {
        globalThis.finish = () => done({ responseCode: 200 });
      });
  });
  const { button, dialog, outcome } = await show();
  const focused = () => page.evaluate(() => document.activeElement.shadowRoot?.activeElement?.textContent);
  await button.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => globalThis.finish);
  assert.equal(await focused(), "Run…");
  assert.equal(await button.getAttribute("aria-disabled"), "true");
  await page.keyboard.press("Enter");
  assert.equal(await dialog.count(), 0);
  await page.evaluate(() => finish());
  await outcome.getByText(/answered 200/).waitFor();
  assert.equal(await focused(), "Run…");
  await page.keyboard.press("Enter");
  assert.equal(await dialog.count(), 1);
  assert.equal((await calls()).length, 1);
  await answer({ responseCode: 200 });
});

test("the request is JSON, and nothing else is sent", async () => {
  const { button, dialog, outcome } = await show();
  await button.click();
  await dialog.getByRole("textbox").fill("fast");
  await dialog.getByRole("button", { name: "Run", exact: true }).click();
  assert.match(await dialog.getByRole("alert").innerText(), /not JSON/);
  assert.deepEqual(await calls(), []);
  await dialog.getByRole("textbox").fill('{"seconds": 5}');
  await dialog.getByRole("button", { name: "Run", exact: true }).click();
  await outcome.getByText(/answered/).waitFor();
  assert.deepEqual(
    (await calls()).map(({ command }) => command),
    [{ request: { seconds: 5 } }],
  );
});

test("a failure is explained, and says whether the device may have acted", async () => {
  for (const [error, words] of [
    [{ statusCode: 403, message: "x" }, /may not run commands/],
    [{ statusCode: 404, message: "There is no device d1." }, /does not exist: There is no device d1/],
    [
      { statusCode: 404, message: "The device d1 is not connected." },
      /^The device is not connected, so nothing was run\./,
    ],
    [{ statusCode: 404, code: "DeviceNotOnline", message: "Timed out" }, /^The device is not connected/],
    [{ statusCode: 504, message: "x" }, /did not answer in time.*not known/],
    [{ code: "Timeout", message: "x" }, /did not answer in time.*not known/],
    [{ code: "Network", message: "x" }, /CORS.*not known/],
    [{ statusCode: 422, message: "The request of reboot must be a number." }, /must be a number/],
  ]) {
    await answer({ error });
    const { button, dialog, outcome } = await show();
    await button.click();
    await dialog.getByRole("button", { name: "Run", exact: true }).click();
    await outcome.locator(".failure").waitFor();
    assert.match(await outcome.innerText(), words);
    assert.ok(await button.isEnabled());
  }
});

test("an error of the device looks like an error, and its text stays text", async () => {
  await answer({ responseCode: 500, response: "<img src=x onerror=hacked=1>" });
  const { button, dialog, outcome } = await show();
  await button.click();
  await dialog.getByRole("button", { name: "Run", exact: true }).click();
  assert.match(await outcome.locator(".failure").innerText(), /answered 500/);
  assert.equal(await outcome.locator("pre").innerText(), "<img src=x onerror=hacked=1>");
  assert.equal(await page.evaluate(() => "hacked" in globalThis), false);
});

test("removing a dashboard aborts its command", async () => {
  await page.evaluate(() => {
    globalThis.answer = () => new Promise(() => {});
  });
  const { button, dialog } = await show();
  await button.click();
  await dialog.getByRole("button", { name: "Run", exact: true }).click();
  await page.waitForFunction(() => globalThis.signal && !globalThis.signal.aborted);
  await draw(page, [{ configuration: { type: "label", text: "x" } }]);
  assert.ok(await page.evaluate(() => globalThis.signal.aborted));
});

test("the device is shown by name, or by id if the name can't be read", async () => {
  await answer({ responseCode: 200 });
  await calls();
  const { frame, button, dialog } = await show({}, { runCommand: "run", names: { d1: "Boiler room" } });
  await frame.getByText("reboot on Boiler room").waitFor();
  assert.equal(await frame.locator(".facts").getAttribute("title"), "reboot of d1");
  await button.click();
  assert.equal(await dialog.getAttribute("aria-label"), "Run reboot on Boiler room?");
  await dialog.getByRole("button", { name: "Run", exact: true }).click();
  await page.waitForFunction(() => calls.length > 0);
  assert.deepEqual(
    (await calls()).map(({ device }) => device),
    ["d1"],
  );
  const { frame: other } = await show();
  assert.match(await other.locator(".facts").innerText(), /reboot on d1/);
});

const speed = {
  type: "enum",
  values: [
    { value: 1, name: "Slow" },
    { value: 2, name: "fast" },
  ],
};
const object = {
  type: "object",
  fields: [
    { key: "seconds", name: "After seconds", schema: { type: "number" } },
    { key: "speed", name: "speed", schema: speed },
    { key: "force", name: "force", schema: { type: "boolean" } },
    { key: "note", name: "note", schema: { type: "string" } },
  ],
};
/** Capabilities as the client reads them from a template. src/telemetry/tests/capabilities.rs has their DTDL. */
const commands = (reboot) => [
  { path: "motor.reboot", kind: "command", displayName: reboot },
  {
    path: "motor.wait",
    kind: "command",
    displayName: "wait",
    request: { key: "duration", name: "Duration", schema: { type: "number" } },
  },
  {
    path: "motor.move",
    kind: "command",
    displayName: "move",
    request: { key: "how", name: "how", schema: object },
    response: object,
  },
  {
    path: "motor.odd",
    kind: "command",
    displayName: "odd",
    request: { key: "list", name: "list", schema: { type: "any" } },
    response: speed,
  },
  { path: "motor.noise", kind: "telemetry", displayName: "noise", schema: { type: "number" } },
];
const capabilities = { en: commands("Restart"), "de-DE": commands("Neustart") };
const described = async (name, more = {}) => {
  const shown = await show(
    { command: `motor.${name}` },
    { runCommand: "run", names: { d1: "Boiler room" }, capabilities, ...more },
  );
  await shown.frame.getByText("on Boiler room").waitFor();
  await settled(page);
  await shown.button.click();
  return { ...shown, yes: () => shown.dialog.getByRole("button", { name: "Run", exact: true }).click() };
};

test("the command has its template's name in the reader's language, and a command without a request has no field", async () => {
  await answer({ responseCode: 200 });
  for (const [locale, name] of [
    ["en", "Restart"],
    ["de-DE", "Neustart"],
    ["fr", "Restart"],
  ]) {
    const { frame, dialog } = await described("reboot", { locale });
    assert.match(await frame.locator(".facts").innerText(), new RegExp(`^${name} on Boiler room`));
    assert.equal(await dialog.getAttribute("aria-label"), `Run ${name} on Boiler room?`);
    assert.equal(await dialog.locator("input, select, textarea").count(), 0);
  }
});

test("a request has the fields of its schema", async () => {
  await calls();
  const { dialog, yes } = await described("wait");
  const number = dialog.getByLabel("Duration");
  await number.pressSequentially("1e");
  await yes();
  assert.equal(await dialog.getByRole("alert").innerText(), "This is not a number.");
  assert.equal(await number.getAttribute("aria-invalid"), "true");
  await number.fill("2.5");
  await yes();
  await page.waitForFunction(() => calls.length > 0);
  assert.deepEqual(
    (await calls()).map(({ name, command, options }) => [name, command, options.component]),
    [["wait", { request: 2.5 }, "motor"]],
  );

  const move = await described("move");
  await move.dialog.getByLabel("After seconds").fill("5");
  await move.dialog.getByLabel("speed").selectOption({ label: "fast" });
  await move.dialog.getByLabel("force").selectOption({ label: "false" });
  await move.yes();
  await page.waitForFunction(() => calls.length > 0);
  assert.deepEqual(
    (await calls()).map(({ command }) => command),
    [{ request: { seconds: 5, speed: 2, force: false } }],
  );

  const odd = await described("odd");
  await odd.dialog.getByRole("textbox").fill("[1, 2]");
  await odd.yes();
  await page.waitForFunction(() => calls.length > 0);
  assert.deepEqual(
    (await calls()).map(({ command }) => command),
    [{ request: [1, 2] }],
  );
});

test("values of enumerations in an answer are replaced by their names", async () => {
  await answer({ responseCode: 200, response: { speed: 1, seconds: 1, other: 2 } });
  const move = await described("move");
  await move.yes();
  await move.outcome.locator("pre").waitFor();
  assert.equal(await move.outcome.locator("pre").innerText(), '{"speed":"Slow","seconds":1,"other":2}');
  await answer({ responseCode: 200, response: 2 });
  const odd = await described("odd");
  await odd.yes();
  await odd.outcome.locator("pre").waitFor();
  assert.equal(await odd.outcome.locator("pre").innerText(), "fast");
  await calls();
});

test("an answer without room shrinks, and then its last lines are counted", async () => {
  for (const [count, height] of [
    [2, 2],
    [6, 2],
    [40, 2],
    [40, 1],
  ]) {
    await answer({
      responseCode: 200,
      response: Object.fromEntries(Array.from({ length: count }, (_, index) => [`sensor${index}`, "calibrated"])),
    });
    await draw(
      page,
      [
        {
          displayName: "it",
          configuration: { type: "command", group: "g", command: "reboot", device: "d1" },
          width: 3,
          height,
        },
      ],
      { runCommand: "run" },
    );
    const frame = tile(page, "it");
    await frame.getByRole("button", { name: "Run…" }).click();
    await frame.getByRole("dialog").getByRole("button", { name: "Run", exact: true }).click();
    const lines = frame.locator(".answer > span:not(.more)");
    await lines.first().waitFor();
    await settled(page);
    await settled(page);
    const [all, shown] = [
      await lines.count(),
      await lines.evaluateAll((each) => each.filter((line) => line.checkVisibility()).length),
    ];
    const said = await frame.locator(".more button:visible").allInnerTexts();
    assert.deepEqual(said, shown < all ? [`+${all - shown} more`] : [], `${count} in ${height}`);
    assert.ok(count < 10 || shown < all, `${shown} of ${all}`);
    if (shown > 1)
      assert.ok(
        await frame.locator(".body").evaluate(({ scrollHeight, clientHeight }) => scrollHeight <= clientHeight),
        `${count} in ${height} scrolls`,
      );
    if (said.length === 0) continue;
    await frame.locator(".more button").click();
    assert.equal(await lines.evaluateAll((each) => each.filter((line) => line.checkVisibility()).length), all);
  }
  await calls();
});

test("the console stays empty", () => assert.deepEqual(page.complaints, []));

test("in a low and narrow tile the text above the button ends with a whole line", async () => {
  const edge = { displayName: "edge", x: 5, y: 0, width: 1, height: 1, configuration: { type: "label", text: "x" } };
  const configuration = { type: "command", group: "g", command: "reboot", device: "The pump station at the river" };
  const displayName = "With an answer of several values";
  await draw(page, [edge, { ...edge, displayName, x: 0, configuration }], { runCommand: "run" });
  const seen = await tile(page, displayName).evaluate((frame) => {
    const [facts, button, view] = [".facts", "button", ".view"].map((one) => frame.querySelector(one));
    const [text, below, around] = [facts, button, view].map((node) => node.getBoundingClientRect());
    return {
      lines: text.height / Number.parseFloat(getComputedStyle(facts).lineHeight),
      cut: Math.max(around.top - text.top, text.bottom - below.top, below.bottom - around.bottom),
    };
  });
  assert.ok(seen.lines > 0.9 && Math.abs(seen.lines - Math.round(seen.lines)) < 0.05, `${seen.lines} lines`);
  assert.ok(seen.cut < 1, `${seen.cut} px are cut`);
});
