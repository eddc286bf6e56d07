import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

import packageConfig from "./vite.package.config.ts";

/** The whole package as one classic script (package/global.ts), with the settings of the package's modules. */
export default defineConfig({
  ...packageConfig,
  resolve: {
    ...packageConfig.resolve,
    // The element uses the client of the same script.
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
