// When the page can't show a dashboard, it says why and what to do, and that then works.
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkManners, connected, drawn, visit } from "../support/demo.mjs";
import { NOW, emulate } from "../support/emulator.mjs";

const FROZEN = ["--now", NOW];
const emulator = await emulate(...FROZEN);
const guarded = await emulate(...FROZEN, "--token", "s3cret-of-another-emulator");
const button = (page, name) => page.getByRole("button", { name, exact: true });

test("a token that is refused: the page says so, and the right one opens it", async () => {
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
  await checkManners(page);
  await page.close();
});

test("an API token works too, and draws its one warning", async () => {
  const page = await visit(guarded.endpoint);
  await connected(page, "failed");
  page.complaints.splice(0);
  await button(page, "Connection…").click();
  const expiry = Date.parse("2027-01-31T00:00:00Z");
  await page.getByLabel("Token").fill(`SharedAccessSignature sr=8a0fb3b6-4e3d-4c5e-9a54-3d1f6c0b7e21&sig=s3cret-of-another-emulator&skn=emulator&se=${expiry}`);
  await button(page, "Connect").click();
  await connected(page);
  await checkManners(page, { complaints: [/API token in a page/] });
  await page.close();
});

test("an emulator that isn't there: the page says how to start it, and Try again works once it is", async () => {
  const gone = await emulate(...FROZEN);
  await gone.stop();
  const page = await visit(gone.endpoint);
  await connected(page, "failed");
  const card = page.locator(".card");
  assert.match(await card.innerText(), new RegExp(`No emulator answers at ${gone.endpoint}`));
  assert.match(await card.innerText(), /cargo xtask demo/);
  assert.match(page.complaints.splice(0).join(), /ERR_CONNECTION_REFUSED/);

  await emulate(...FROZEN, "--port", new URL(gone.endpoint).port);
  await button(page, "Try again").click();
  await drawn(page);
  assert.equal(await page.locator("#title").innerText(), "Contoso operations");
  await checkManners(page);
  await page.close();
});

test("a link can't send anybody's token to a stranger", async () => {
  for (const stranger of ["https://evil.example", "https://evil.azureiotcentral.com", "http://127.0.0.1.evil.example", "javascript:alert(1)", "//evil.example", "http://user@127.0.0.1:7071"]) {
    const page = await visit(encodeURIComponent(stranger));
    await page.waitForSelector(".notice");
    assert.match(await page.locator(".notice").innerText(), /The address in the link was ignored/);
    assert.equal(await page.locator("#host").innerText(), "127.0.0.1:7071");
    for (const url of page.requests) assert.equal(new URL(url).hostname, "127.0.0.1");
    await page.close();
  }
});

test("what is typed in is checked before anything is sent", async () => {
  const page = await visit(emulator.endpoint);
  await connected(page);
  await page.locator("#open-connection").click();
  const asked = page.requests.length;
  for (const [address, words] of [
    ["https://evil.example", /Give an application’s address/],
    ["http://contoso.azureiotcentral.com", /Give an application’s address/],
    ["https://user@contoso.azureiotcentral.com", /Give an application’s address/],
    ["nonsense nonsense", /Give an application’s address/],
    ["https://contoso.azureiotcentral.com", /A token is needed/],
  ]) {
    await page.getByLabel("Application’s address").fill(address);
    await button(page, "Connect").click();
    assert.match(await page.locator("#connection-error").innerText(), words);
  }
  await button(page, "Cancel").click();
  for (const url of page.requests.slice(asked)) assert.equal(new URL(url).origin, emulator.endpoint);
  assert.equal(await page.locator("#title").innerText(), "Contoso operations");
  await checkManners(page);
  await page.close();
});

test("a dashboard that isn't there, and one that is empty, are said to be so", async () => {
  await emulator.put("empty", { displayName: "Empty hall" });
  const page = await visit(emulator.endpoint, { id: "nowhere" });
  await connected(page);
  assert.match(await page.locator(".card").innerText(), /There is no such dashboard[^]*nowhere/);
  await page.locator('nav a[data-dashboard-id="empty"]').click();
  await page.locator(".card").filter({ hasText: "This dashboard is empty" }).waitFor();
  await checkManners(page);
  await page.close();
});

test("dashboards and connection can be had by keyboard alone", async () => {
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
  await checkManners(page);
  await page.close();
});
