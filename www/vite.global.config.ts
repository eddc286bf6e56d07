import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

import packageConfig from "./vite.package.config.ts";

/** The whole package as one classic script (package/global.ts), by the settings of its modules. */
export default defineConfig({
  ...packageConfig,
  resolve: {
    ...packageConfig.resolve,
    // The element's client is the script's own.
    alias: [
      ...Object.entries(packageConfig.resolve.alias).map(([find, replacement]) => ({ find, replacement })),
      { find: /^iotcentral-web$/, replacement: fileURLToPath(new URL("../src/npm/inline.js", import.meta.url)) },
    ],
  },
  build: {
    ...packageConfig.build,
    lib: { entry: "package/global.ts", formats: ["umd"], name: "iotcentral", fileName: () => "index.js" },
    outDir: "../src/npm/dist/global",
    rollupOptions: { output: { codeSplitting: false, minify: true } },
  },
});
