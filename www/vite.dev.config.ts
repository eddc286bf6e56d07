import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig, type Plugin } from "vite";

import page from "./vite.config.ts";

/** The folder of the client, which `cargo xtask dev` compiles. */
const client = process.env["DEV_PACKAGE"] ?? "";

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Prints the time between the change of a file and its appearance on the page. */
const timing: Plugin = {
  name: "timing",
  configureServer(server) {
    let change: { file: string; at: number } | undefined;
    server.watcher.on("change", (path) => {
      if (!server.ws.clients.size) return;
      change = { file: path.startsWith(client) ? "the module" : path.replace(file("../"), ""), at: performance.now() };
    });
    server.ws.on("dev:shown", () => {
      if (change) console.log(`✓ shown: ${change.file} (${((performance.now() - change.at) / 1000).toFixed(1)} s)`);
      change = undefined;
    });
  },
  transformIndexHtml: () => [{ tag: "script", attrs: { type: "module", src: "/dev.ts" }, injectTo: "head" }],
};

/** The page with element and client from their sources. */
export default mergeConfig(
  page,
  defineConfig({
    plugins: [timing],
    server: { fs: { allow: [file(".."), client] } },
    resolve: {
      alias: [
        { find: /^iotcentral-web$/, replacement: `${client}/index.js` },
        { find: "iotcentral-web/element", replacement: file("package/element/index.ts") },
        { find: "iotcentral-web/messages/de", replacement: file("package/messages/de.ts") },
        { find: "./dist/element/values.js", replacement: file("package/format/values.js") },
      ],
    },
  }),
);
