// Parcel 2, without configuration.
import { join } from "node:path";
import { test } from "node:test";
import { check, checkElement, elementPage, page } from "../support/consumer.mjs";
import { install, run } from "../support/install.mjs";
import { serve } from "../support/serve.mjs";

// Parcel adds an inline import map to the page.
const POLICY = "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; connect-src 'self'";
const script = `<script type="module" src="./main.js"></script>`;
for (const [name, files, look] of [
  ["client", page(script), check],
  ["element", elementPage(script), checkElement],
]) {
  test(`Parcel: ${name}`, async () => {
    const root = await install(files, ["parcel@2.16.4"]);
    await run(root, "parcel", ["build", "index.html", "--no-cache"]);
    await look(await serve(join(root, "dist"), POLICY));
  });
}
