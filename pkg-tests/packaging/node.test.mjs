// Imports in Node.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { project } from "../support/pack.mjs";

/** Returns the output of a program that has installed the package. */
function run(program, file = "main.js") {
  const options = { cwd: project({ [file]: program }), encoding: "utf8" };
  return execFileSync(process.execPath, [file], options).trim();
}

const use = `console.log(new IotCentralClient("https://contoso.azureiotcentral.com", "SharedAccessSignature sr=a&sig=b&skn=c&se=9999999999999").endpoint);`;

test("importing the package is enough", () => {
  assert.match(
    run(`import { IotCentralClient } from "iotcentral-web"; ${use}`),
    /^https:\/\/contoso\.azureiotcentral\.com\/?$/,
  );
});

test("the inline entry contains the module", () => {
  assert.match(run(`import { IotCentralClient } from "iotcentral-web/inline"; ${use}`), /^https:\/\/contoso\./);
});

test("require returns the whole package, for every entry", () => {
  const program = `
    const { IotCentralClient, formatValue } = require("iotcentral-web");
    const { IotCentralDashboardElement } = require("iotcentral-web/element");
    const { german } = require("iotcentral-web/messages/de");
    console.log(typeof IotCentralDashboardElement, german.language, formatValue(1700, { locale: "en" }));
    ${use}`;
  assert.match(run(program, "main.cjs"), /^function de 1\.7K\nhttps:\/\/contoso\./);
});

test("the browser entry finds the module in Node too, where test runners with a DOM use it", () => {
  const program = `import { IotCentralClient, load } from "./node_modules/iotcentral-web/index.js"; await load(); ${use}`;
  assert.match(run(program), /^https:\/\/contoso\./);
});

const importSlim = `
  import { readFileSync } from "node:fs";
  import { fileURLToPath } from "node:url";
  import { IotCentralClient, init, initSync } from "iotcentral-web/slim";
  const bytes = readFileSync(fileURLToPath(import.meta.resolve("iotcentral-web/iotcentral_web_bg.wasm")));`;

const modules = {
  "bytes, at once": `initSync({ module: bytes });`,
  bytes: `await init({ module_or_path: bytes });`,
  "a response": `await init({ module_or_path: new Response(bytes, { headers: { "Content-Type": "application/wasm" } }) });`,
  "a compiled module": `await init({ module_or_path: await WebAssembly.compile(bytes) });`,
};

for (const [kind, load] of Object.entries(modules)) {
  test(`slim accepts the module as ${kind}`, () => {
    assert.match(run(`${importSlim} ${load} ${use}`), /^https:\/\/contoso\./);
  });
}

test("slim compiles bytes in the same task", () => {
  const printed = run(
    `${importSlim} let task = "this"; setImmediate(() => (task = "a later one"));
    await init({ module_or_path: Promise.resolve(bytes) }); console.log(task); ${use}`,
  );
  assert.match(printed, /^this\nhttps:\/\/contoso\./);
});

test("slim throws before init with a remedy, and works after it", () => {
  const printed = run(
    `${importSlim} try { ${use} } catch (error) { console.log(error.message); } initSync({ module: bytes }); ${use}`,
  );
  assert.match(
    printed,
    /^iotcentral-web is not loaded yet: call `await load\(\)` first, or `init` of iotcentral-web\/slim\nhttps:\/\/contoso\./,
  );
});

test("the element can be imported without a DOM, and leaves only Lit's versions behind", () => {
  const program = `
    const before = new Set(Object.getOwnPropertyNames(globalThis));
    const { IotCentralDashboardElement } = await import("iotcentral-web/element");
    const left = Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name) && !/^(lit|reactive)/.test(name));
    console.log(typeof IotCentralDashboardElement, left);`;
  assert.equal(run(program), "function []");
});
