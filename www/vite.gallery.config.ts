import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

import { uplotLanguage } from "./vite.uplot.ts";

/** The gallery for the tests. */
export default defineConfig({
  publicDir: false,
  plugins: [uplotLanguage],
  build: {
    target: "chrome123",
    modulePreload: { polyfill: false },
    // The gallery uses a fake client, so that tiles can be tested before the module is built.
    rollupOptions: {
      input: fileURLToPath(new URL("gallery/index.html", import.meta.url)),
      external: ["iotcentral-web"],
    },
  },
});
