// Nuxt: a page that is rendered on the server uses the client there, and the element in the browser.
import { test } from "node:test";
import { DASHBOARD, READ } from "../support/consumer.mjs";
import { install, NODE, run } from "../support/install.mjs";
import { checkServed } from "../support/served.mjs";

const QUIET = { NUXT_TELEMETRY_DISABLED: "1" };
const FILES = {
  "package.json": `{ "private": true, "type": "module" }`,
  "nuxt.config.js": `
    export default defineNuxtConfig({
      compatibilityDate: "2026-01-01",
      app: { head: { link: [{ rel: "icon", href: "data:," }] } },
      vue: { compilerOptions: { isCustomElement: (tag) => tag === "iot-central-dashboard" } },
    });`,
  "read.js": `${READ} export { read };`,
  "app.vue": `
    <script setup>
    import { IotCentralClient } from "iotcentral-web";
    import "iotcentral-web/vue";
    import { read } from "./read.js";
    const { data } = await useAsyncData("name", () => read(IotCentralClient));
    const name = ref("waiting");
    const signIn = () => "t";
    const dashboard = ${JSON.stringify(DASHBOARD)};
    onMounted(async () => (name.value = await read(IotCentralClient)));
    </script>
    <template>
      <main>
        <h1>{{ data }}</h1>
        <h2>{{ name }}</h2>
        <iot-central-dashboard endpoint="https://contoso.azureiotcentral.com" :credential.prop="signIn" :dashboard.prop="dashboard" />
      </main>
    </template>`,
};

test("Nuxt 4: server, page and element", async () => {
  const root = await install(FILES, ["nuxt@4.5.2", NODE]);
  await run(root, "node", ["node_modules/nuxt/bin/nuxt.mjs", "build"], QUIET);
  await checkServed(root, [".output/server/index.mjs"], QUIET);
});
