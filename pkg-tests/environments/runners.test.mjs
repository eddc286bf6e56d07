// Test runners and their DOMs.
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { READ } from "../support/consumer.mjs";
import { install, NODE, run } from "../support/install.mjs";

/** A test of the client and one of the element, for a runner with its own way of importing. */
const files = (import_) => ({
  "client.test.js": `
    ${import_("iotcentral-web", "{ IotCentralClient }")}
    ${READ}
    test("reads", async () => expect(await read(IotCentralClient)).toBe("Hall 1"));`,
  "element.test.js": `
    ${import_("iotcentral-web/element")}
    test("draws", async () => {
      const element = document.createElement("iot-central-dashboard");
      // The element makes its own client, which loads the module.
      Object.assign(element, { endpoint: "https://contoso.azureiotcentral.com", credential: () => "t", dashboard: { displayName: "Hall", tiles: [] } });
      const loaded = new Promise((done, fail) => {
        element.addEventListener("load", done);
        element.addEventListener("error", ({ detail }) => fail(detail.error));
      });
      document.body.append(element);
      await loaded;
      await element.updateComplete;
      expect(element.shadowRoot.textContent).toMatch("This dashboard is empty");
      element.remove();
      await element.updateComplete;
    });`,
});

test("Jest 30: as it is, and with jest-fixed-jsdom", async () => {
  const required = files((name, names) => (names ? `const ${names} = require("${name}");` : `require("${name}");`));
  const root = await install(required, ["jest@30.5.2", "jest-environment-jsdom@30.5.2", "jest-fixed-jsdom@0.0.11"]);
  await run(root, "jest", ["client"]);
  await run(root, "jest", ["--env=jest-fixed-jsdom"]);
});

for (const [version, ...newerNode] of [["3.2.4"], ["5.1.2", NODE]]) {
  test(`Vitest ${version}: Node, jsdom and happy-dom`, async () => {
    const imported = files((name, names) => (names ? `import ${names} from "${name}";` : `import "${name}";`));
    const root = await install(imported, [`vitest@${version}`, "jsdom@26.1.0", "happy-dom@20.0.10", ...newerNode]);
    // As npm starts programs: with the Node of the project, if it has one.
    const PATH = join(root, "node_modules/.bin") + delimiter + process.env.PATH;
    const vitest = (...args) => run(root, "vitest", ["run", "--globals", ...args], { PATH });
    await vitest("client");
    for (const dom of ["jsdom", "happy-dom"]) await vitest("--environment", dom);
  });
}
