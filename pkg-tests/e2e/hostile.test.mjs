// Dashboards of a malicious author: their content is shown as text, and none of it runs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { drawn, expectNoComplaints, visit } from "../support/demo.mjs";
import { emulate, NOW } from "../support/emulator.mjs";
import { tile } from "../support/tiles.mjs";

const MARKUP = `<img src=x onerror="hacked=1"><script>hacked=1</script><svg onload=hacked=1>`;

/** Disguised links. None may lead anywhere but to https or mailto. */
const LINKS = [
  "javascript:hacked=1",
  "JaVaScRiPt:hacked=1",
  "&#106;avascript:hacked=1",
  "java&Tab;script:hacked=1",
  "java\tscript:hacked=1",
  "\u0001javascript:hacked=1",
  "vbscript:hacked",
  "data:text/html,<script>hacked=1</script>",
  "blob:https://x/y",
  "file:///etc/passwd",
  "about:blank",
  "http://attacker.example",
  "//attacker.example\\@contoso.com",
  "https://contoso.com@attacker.example",
  "view-source:javascript:hacked=1",
];

const MARKDOWN = [
  "[good](https://example.com/) and <mailto:someone@example.com>",
  MARKUP,
  `**bold ${MARKUP}**`,
  "<a href='javascript:hacked=1'>raw</a>",
  ...LINKS.map((href, index) => `[link ${index}](<${href}>)`),
  ...LINKS.map((href, index) => `[reference ${index}][r${index}]\n\n[r${index}]: <${href}>`),
  ...LINKS.map((href) => `<${href}>`),
  "![picture](https://attacker.example/pixel.png)",
  "![picture](javascript:hacked=1)",
  "| a |\n|---|\n| <script>hacked=1</script> |",
  "```html\n<script>hacked=1</script>\n```",
  "<form id=content><input name=nodeType></form>",
].join("\n\n");

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8" onload="hacked=1"><script>hacked=1;parent.hacked=1</script><image href="https://attacker.example/pixel.png"/></svg>`;
const place = { x: 0, y: 0, width: 2, height: 2 };
const tiles = [
  { displayName: "words", configuration: { type: "markdown", description: MARKDOWN } },
  ...LINKS.map((href, index) => ({
    displayName: `markdown ${index}`,
    configuration: { type: "markdown", description: "text", href },
  })),
  ...LINKS.map((href, index) => ({ displayName: `image ${index}`, configuration: { type: "image", href } })),
  {
    displayName: "svg",
    configuration: { type: "image", image: `data:image/svg+xml;base64,${Buffer.from(SVG).toString("base64")}` },
  },
  { displayName: "elsewhere", configuration: { type: "image", image: "https://attacker.example/pixel.png" } },
  { displayName: "page", configuration: { type: "image", image: "data:text/html,<script>hacked=1</script>" } },
  {
    displayName: "colours",
    configuration: {
      type: "image",
      image: "iVBORw0KGgo=",
      format: { backgroundColor: "red;background:url(https://attacker.example)", textColor: "}*{display:none" },
    },
  },
  {
    displayName: "frame",
    configuration: { type: "externalContent", sourceUrl: "https://contoso.com@attacker.example" },
  },
  { displayName: MARKUP, configuration: { type: MARKUP } },
  { displayName: "__proto__", configuration: { type: "__proto__" } },
  { displayName: "constructor", configuration: { type: "constructor" } },
  { displayName: "\u202egnirts desrever", configuration: { type: "label", text: MARKUP } },
].map((tile) => ({ ...place, ...tile }));

const emulator = await emulate("--now", NOW, "--lenient");
await emulator.put("hostile", { displayName: MARKUP, tiles });
const page = await visit(emulator.endpoint, { id: "hostile" });
const dialogs = [];
page.on("dialog", (dialog) => dialogs.push(dialog.message()) && dialog.dismiss());
await drawn(page);

test("markup is shown as text", async () => {
  const text = await tile(page, "words").locator(".markdown").innerText();
  for (const part of [
    `<img src=x onerror="hacked=1">`,
    "<script>hacked=1</script>",
    "<svg onload=hacked=1>",
    "<a href='javascript:hacked=1'>",
    "<form id=content>",
  ]) {
    assert.ok(text.includes(part), `${part} is not shown`);
  }
  assert.equal(await page.locator("#title").innerText(), MARKUP);
  assert.ok((await page.locator('nav a[data-dashboard-id="hostile"]').innerText()).includes(MARKUP));
});

test("no content became an element, a frame or a handler", async () => {
  const found = await page.evaluate(() => {
    const { shadowRoot } = document.querySelector("iot-central-dashboard");
    const inside = [
      ...document.querySelectorAll("#content *, #dashboards *, #title *"),
      ...shadowRoot.querySelectorAll("*"),
    ];
    const handlers = inside.flatMap((element) => element.getAttributeNames().filter((name) => name.startsWith("on")));
    const forbidden = inside
      .filter((element) => element.matches("script, iframe, object, embed, form, input, style, link, base, meta"))
      .map(({ tagName }) => tagName);
    return { handlers, forbidden, hacked: "hacked" in window, content: document.getElementById("content").tagName };
  });
  assert.deepEqual(found, { handlers: [], forbidden: [], hacked: false, content: "DIV" });
  assert.deepEqual(dialogs, []);
});

test("links lead only to https and mailto, without a disguise", async () => {
  const links = await page.locator("#content a").evaluateAll((all) =>
    all.map(({ protocol, username, password, href, rel, target }) => ({
      protocol,
      username,
      password,
      href,
      rel,
      target,
    })),
  );
  for (const good of ["https://example.com/", "mailto:someone@example.com"])
    assert.ok(
      links.some(({ href }) => href === good),
      good,
    );
  for (const { protocol, username, password, href, rel, target } of links) {
    assert.match(protocol, /^(https|mailto):$/, href);
    assert.deepEqual(
      { username, password, rel, target },
      { username: "", password: "", rel: "noopener noreferrer", target: "_blank" },
      href,
    );
  }
  assert.equal(
    await page.locator(`[href^="javascript:" i], [src^="javascript:" i], [href^="data:" i]:not(link)`).count(),
    0,
  );
});

test("pictures come from the dashboard, without another request", async () => {
  const sources = await page.locator("#content img").evaluateAll((all) => all.map(({ src }) => src.split(/[;,]/)[0]));
  assert.ok(sources.includes("data:image/svg+xml"));
  for (const source of sources) assert.match(source, /^data:image\/(png|jpeg|gif|webp|svg\+xml)$/);
  assert.deepEqual(
    page.requests.filter((url) => url.includes("attacker")),
    [],
  );
});

test("types named like members of JavaScript objects are unknown types", async () => {
  for (const title of ["__proto__", "constructor"]) {
    const frame = tile(page, title);
    assert.equal(await frame.getAttribute("data-state"), "ready");
    assert.match(await frame.innerText(), /doesn’t draw this type/);
  }
});

test("a title can't change the direction of the text around it", async () => {
  const directions = await page
    .locator("article.tile h2")
    .evaluateAll((all) => all.map(({ firstElementChild }) => firstElementChild?.tagName));
  assert.deepEqual(new Set(directions), new Set(["BDI"]));
});

test("the console stays empty, and nothing violates the content security policy", () => expectNoComplaints(page));
