// SvelteKit: a server uses the client, and renders a page with the element, which starts in the browser.
import { test } from "node:test";
import { DASHBOARD, READ } from "../support/consumer.mjs";
import { install, NODE, run } from "../support/install.mjs";
import { checkServed } from "../support/served.mjs";

const FILES = {
  "package.json": `{ "private": true, "type": "module" }`,
  "vite.config.js": `
    import adapter from "@sveltejs/adapter-node";
    import { sveltekit } from "@sveltejs/kit/vite";
    export default { plugins: [sveltekit({ adapter: adapter() })] };`,
  "src/app.html": `<!doctype html><html lang="en"><head><link rel="icon" href="data:," />%sveltekit.head%</head><body>%sveltekit.body%</body></html>`,
  "src/lib/read.js": `${READ} export { read };`,
  "src/routes/+page.server.js": `
    import { IotCentralClient } from "iotcentral-web";
    import { read } from "../lib/read.js";
    export const load = async () => ({ name: await read(IotCentralClient) });`,
  "src/routes/+page.svelte": `
    <script>
      import { IotCentralClient } from "iotcentral-web";
      import "iotcentral-web/svelte";
      import { onMount } from "svelte";
      import { read } from "../lib/read.js";
      let { data } = $props();
      let name = $state("waiting");
      const dashboard = ${JSON.stringify(DASHBOARD)};
      onMount(async () => (name = await read(IotCentralClient)));
    </script>
    <h1>{data.name}</h1>
    <h2>{name}</h2>
    <iot-central-dashboard endpoint="https://contoso.azureiotcentral.com" credential={() => "t"} {dashboard}></iot-central-dashboard>`,
};

test("SvelteKit 3: server, page and element", async () => {
  const packages = ["@sveltejs/kit@3.2.0", "@sveltejs/adapter-node@6.0.1", "@sveltejs/vite-plugin-svelte@7.3.1"];
  const root = await install(FILES, [...packages, "svelte@5.57.3", "vite@8.3.8", NODE]);
  await run(root, "node", ["node_modules/vite/bin/vite.js", "build"]);
  await checkServed(root, ["build/index.js"]);
});
