// Test runners, with the DOMs that they bring.
import { test } from "node:test";
import { READ } from "../support/consumer.mjs";
import { install, run } from "../support/install.mjs";

/** A test of the client, and one of the element, with the runner's own way of importing. */
const files = (import_) => ({
  "client.test.js": `
    ${import_("iotcentral-web", "{ IotCentralClient }")}
    ${READ}
    test("reads", async () => expect(await read(IotCentralClient)).toBe("Hall 1"));`,
  "element.test.js": `
    ${import_("iotcentral-web/element")}
    test("draws", async () => {
      const element = document.createElement("iot-central-dashboard");
      // Its own client, which loads the module.
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

test("Vitest: Node, jsdom and happy-dom", async () => {
  const imported = files((name, names) => (names ? `import ${names} from "${name}";` : `import "${name}";`));
  const root = await install(imported, ["vitest@3.2.4", "jsdom@26.1.0", "happy-dom@20.0.10"]);
  await run(root, "vitest", ["run", "--globals", "client"]);
  for (const dom of ["jsdom", "happy-dom"]) await run(root, "vitest", ["run", "--globals", "--environment", dom]);
});
