// When the page can't show a dashboard: it says why and what to do, and the advice works.
import assert from "node:assert/strict";
import { test } from "node:test";
import { connected, drawn, expectNoComplaints, recordCopies, visit } from "../support/demo.mjs";
import { emulate, NOW } from "../support/emulator.mjs";

const FROZEN = ["--now", NOW];
const emulator = await emulate(...FROZEN);
const guarded = await emulate(...FROZEN, "--token", "s3cret-of-another-emulator");
const button = (page, name) => page.getByRole("button", { name, exact: true });

test("a rejected token is reported, and the right one opens the application", async () => {
  const page = await visit(guarded.endpoint);
  await connected(page, "failed");
  assert.match(await page.locator(".card").innerText(), /^The token was not accepted\s[^]*Choose Connection and enter/);
  assert.match(page.complaints.splice(0).join(), /401/);

  await button(page, "Connection…").click();
  assert.equal(await page.getByLabel("Application’s address").inputValue(), guarded.endpoint);
  await page.getByLabel("Token").fill("s3cret-of-another-emulator");
  await button(page, "Connect").click();
  await connected(page);
  assert.equal(await page.locator("nav a[data-dashboard-id]").count(), (await emulator.dashboards()).length);
  assert.equal(await page.getByLabel("Token").inputValue(), "");
  await expectNoComplaints(page);
  await page.close();
});

test("an API token works too, with one warning", async () => {
  const page = await visit(guarded.endpoint);
  await connected(page, "failed");
  page.complaints.splice(0);
  await button(page, "Connection…").click();
  const expiry = Date.parse("2027-01-31T00:00:00Z");
  await page
    .getByLabel("Token")
    .fill(
      `SharedAccessSignature sr=8a0fb3b6-4e3d-4c5e-9a54-3d1f6c0b7e21&sig=s3cret-of-another-emulator&skn=emulator&se=${expiry}`,
    );
  await button(page, "Connect").click();
  await connected(page);
  await expectNoComplaints(page, { complaints: [/API token in a page/] });
  await page.close();
});

test("without an emulator the page says how to start it, and Try again works after that", async () => {
  const gone = await emulate(...FROZEN);
  await gone.stop();
  const page = await visit(gone.endpoint);
  await connected(page, "failed");
  const card = page.locator(".card");
  assert.match(await card.innerText(), new RegExp(`No emulator answers at ${gone.endpoint}`));
  assert.match(await card.innerText(), /with “iotcentral-emulator”, or in the repository with “cargo xtask demo”/);
  assert.match(page.complaints.splice(0).join(), /ERR_CONNECTION_REFUSED/);

  // The page also tries again by itself, but not while its clock stands still.
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1_000));
  await emulate(...FROZEN, "--port", new URL(gone.endpoint).port);
  page.complaints.splice(0);
  await button(page, "Try again").click();
  await page.clock.resume();
  await drawn(page);
  assert.equal(await page.locator("#title").innerText(), "Contoso operations");
  await expectNoComplaints(page);
  await page.close();
});

test("a link can't send the reader's token to another host", async () => {
  for (const stranger of [
    "https://evil.example",
    "https://evil.azureiotcentral.com",
    "http://127.0.0.1.evil.example",
    "javascript:alert(1)",
    "//evil.example",
    "http://user@127.0.0.1:7071",
  ]) {
    const page = await visit(encodeURIComponent(stranger));
    await page.waitForSelector(".notice");
    assert.match(await page.locator(".notice").innerText(), /The address in the link was ignored/);
    assert.equal(await page.locator("#host").innerText(), "127.0.0.1:7071");
    for (const url of page.requests) assert.equal(new URL(url).hostname, "127.0.0.1");
    await page.close();
  }
});

test("the input is checked before anything is sent", async () => {
  const page = await visit(emulator.endpoint);
  await connected(page);
  await page.locator("#open-connection").click();
  const asked = page.requests.length;
  for (const [address, words] of [
    ["https://evil.example", /Give an application’s address/],
    ["https://user@contoso.azureiotcentral.com", /Give an application’s address/],
    ["nonsense nonsense", /Give an application’s address/],
    ["https://contoso.azureiotcentral.com", /A token is needed/],
    // The page uses https for applications, even if http is typed.
    ["http://contoso.azureiotcentral.com", /A token is needed/],
  ]) {
    await page.getByLabel("Application’s address").fill(address);
    await button(page, "Connect").click();
    assert.match(await page.locator("#connection-error").innerText(), words);
  }
  await button(page, "Cancel").click();
  for (const url of page.requests.slice(asked)) assert.equal(new URL(url).origin, emulator.endpoint);
  assert.equal(await page.locator("#title").innerText(), "Contoso operations");
  await expectNoComplaints(page);
  await page.close();
});

/** Answers for Contoso in Azure by the emulator, and records the tokens. */
async function contoso(page, tokens) {
  await page.route("https://*.azureiotcentral.com/**", async (route) => {
    const { pathname, search, host } = new URL(route.request().url());
    const headers = {
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Allow-Headers": "authorization, content-type",
    };
    if (route.request().method() === "OPTIONS") return route.fulfill({ status: 204, headers });
    tokens.push([host, route.request().headers().authorization]);
    const answer = await fetch(emulator.endpoint + pathname + search, {
      headers: { Authorization: "Bearer iotcentral-emulator" },
    });
    return route.fulfill({
      status: answer.status,
      headers,
      contentType: "application/json",
      body: await answer.text(),
    });
  });
}

const JWT = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJleHAiOjE4MDAwMDAwMDB9.c2lnbmF0dXJl";
const SAS = "SharedAccessSignature sr=8a0f&sig=c2lnbmF0dXJl%3D&skn=page&se=1801353600000";

for (const [address, pasted, token] of [
  ["contoso", JWT, `Bearer ${JWT}`],
  ["http://contoso.azureiotcentral.com", `Bearer ${JWT}`, `Bearer ${JWT}`],
  ["contoso.azureiotcentral.com/dashboards/abc", `Authorization: Bearer ${JWT}`, `Bearer ${JWT}`],
  ['"https://contoso.azureiotcentral.com/"', `"${JWT}"`, `Bearer ${JWT}`],
  [" Contoso ", `  '${JWT.slice(0, 40)}\n${JWT.slice(40)}'\n`, `Bearer ${JWT}`],
  ["contoso", `Bearer\r\n${JWT}`, `Bearer ${JWT}`],
  ["contoso", JSON.stringify({ accessToken: JWT, tokenType: "Bearer" }, null, 2), `Bearer ${JWT}`],
  ["contoso", `Authorization: ${SAS}`, SAS],
  ["contoso", `"${SAS.slice(0, 60)}\n${SAS.slice(60)}"`, SAS],
]) {
  test(`pasted text is understood: ${JSON.stringify(address)} and ${JSON.stringify(pasted.slice(0, 40))}`, async () => {
    const tokens = [];
    const page = await visit(emulator.endpoint, { prepare: (page) => contoso(page, tokens) });
    await connected(page);
    await page.locator("#open-connection").click();
    await page.getByLabel("Application’s address").fill(address);
    await page.getByLabel("Token").fill(pasted);
    await button(page, "Connect").click();
    await page.waitForSelector("dialog#connection:not([open])", { state: "attached" });
    assert.equal(await page.locator("#host").innerText(), "contoso.azureiotcentral.com");
    assert.deepEqual(tokens[0], ["contoso.azureiotcentral.com", token]);
    for (const url of [...page.requests, page.url()]) assert.doesNotMatch(url, /eyJ|Signature/);
    await page.close();
  });
}

test("the dialog shows errors at the field, and the current dashboard stays until the new connection works", async () => {
  const page = await visit(emulator.endpoint, { id: "dtmi:contoso:tiles:label" });
  await drawn(page);
  const gone = await emulate(...FROZEN);
  await gone.stop();
  await page.locator("#open-connection").click();
  const [address, token] = [page.getByLabel("Application’s address"), page.getByLabel("Token")];
  /** Tries to connect. Returns the field with the error, and the error's text. */
  const attempt = async (endpoint, secret) => {
    await address.fill(endpoint);
    await token.fill(secret);
    await button(page, "Connect").click();
    const error = page.locator("#connection-error:not(:empty)");
    await error.waitFor();
    const field = await error.evaluate((error) => error.previousElementSibling.querySelector("input").name);
    assert.equal(await page.locator(`[name=${field}]`).getAttribute("aria-invalid"), "true");
    assert.equal(await page.locator(`[name=${field}]`).getAttribute("aria-errormessage"), "connection-error");
    assert.equal(await page.locator("#title").innerText(), "Labels");
    assert.equal(await page.locator("#host").innerText(), new URL(emulator.endpoint).host);
    assert.equal(await page.locator("article.tile").count(), 5);
    return [field, await error.innerText()];
  };
  assert.deepEqual(await attempt("nonsense nonsense", "x").then(([field]) => field), "endpoint");
  const [where, why] = await attempt(gone.endpoint, "x");
  assert.equal(where, "endpoint");
  assert.match(why, /No emulator answers/);
  const [field, words] = await attempt(guarded.endpoint, "wrong");
  assert.equal(field, "token");
  assert.match(words, /The token was not accepted/);

  await token.fill("s3cret-of-another-emulator");
  await button(page, "Connect").click();
  await page.waitForSelector("dialog#connection:not([open])", { state: "attached" });
  assert.equal(await page.locator("#host").innerText(), new URL(guarded.endpoint).host);
  await drawn(page);
  assert.equal(await page.locator("#connection-error").innerText(), "");
  await page.close();
});

test("Cancel aborts an attempt: nothing changes, even if its answer comes later", async () => {
  const page = await visit(emulator.endpoint);
  await connected(page);
  let answer;
  const asked = new Promise((done) =>
    page.route(`${guarded.endpoint}/**`, (route) => {
      answer = () => route.continue().catch(() => {});
      done();
    }),
  );
  await page.locator("#open-connection").click();
  await page.getByLabel("Application’s address").fill(guarded.endpoint);
  await page.getByLabel("Token").fill("s3cret-of-another-emulator");
  await button(page, "Connect").click();
  await asked;
  assert.equal(await page.locator("#connect").innerText(), "Connecting…");
  await button(page, "Cancel").click();
  await answer();
  await page.pass(3_000);
  assert.equal(await page.locator("#host").innerText(), new URL(emulator.endpoint).host);
  await page.locator("#open-connection").click();
  assert.equal(await page.locator("#connect").innerText(), "Connect");
  await page.close();
});

test("the az command can be copied", async () => {
  const page = await visit(emulator.endpoint, { prepare: recordCopies });
  await connected(page);
  await page.locator("#open-connection").click();
  await button(page, "Copy").click();
  await button(page, "Copied").waitFor();
  assert.match(
    (await page.evaluate(() => copied)).join(),
    /^az account get-access-token --resource https:\/\/apps\.azureiotcentral\.com --query accessToken --output tsv$/,
  );
  await page.close();
});

test("the page tries again by itself if the service gives no answer", async () => {
  const gone = await emulate(...FROZEN);
  await gone.stop();
  const page = await visit(gone.endpoint);
  await connected(page, "failed");
  await page.evaluate(() => {
    globalThis.card = document.querySelector(".card");
  });
  assert.match(await page.locator(".card").innerText(), /tries again by itself/);
  const { length } = page.requests;
  while (page.requests.length < length + 4) await page.pass(500);
  assert.ok(await page.evaluate(() => card.isConnected), "the card stays, and with it the focus");
  await emulate(...FROZEN, "--port", new URL(gone.endpoint).port);
  await drawn(page);
  assert.equal(await page.locator("#title").innerText(), "Contoso operations");
  await page.close();
});

test("a dashboard that does not exist, and an empty one, are explained", async () => {
  await emulator.put("empty", { displayName: "Empty hall" });
  const page = await visit(emulator.endpoint, { id: "nowhere" });
  await connected(page);
  assert.match(await page.locator(".card").innerText(), /There is no such dashboard[^]*nowhere/);
  await page.locator('nav a[data-dashboard-id="empty"]').click();
  await page.locator(".card").filter({ hasText: "This dashboard is empty" }).waitFor();
  await expectNoComplaints(page);
  await page.close();
});

test("dashboards and connection are usable by keyboard alone", async () => {
  const page = await visit(emulator.endpoint);
  await connected(page);
  /** Presses Tab until the element has the focus. */
  const tabTo = async (selector) => {
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
    }
    assert.fail(`no Tab leads to ${selector}`);
  };
  await tabTo("#skip");
  await tabTo("#open-connection");
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog#connection[open]");
  assert.equal(await page.evaluate(() => document.activeElement.closest("dialog")?.id), "connection");
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog#connection:not([open])", { state: "attached" });
  assert.equal(await page.evaluate(() => document.activeElement.id), "open-connection");
  await tabTo('nav a[data-dashboard-id="dtmi:kkfvwa2xi:p7pyt5x38"]');
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#title").textContent === "My Dashboard");
  await expectNoComplaints(page);
  await page.close();
});
