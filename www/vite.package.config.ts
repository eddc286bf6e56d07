import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

import { packagesInside } from "./vite.inside.ts";
import { uplotLanguage } from "./vite.uplot.ts";

/**
 * The modules of the package that aren't the client: the element, with what it is made of, the credential for frames,
 * how values are written, and the element's words in other languages.
 */
export default defineConfig({
  // The page's own files are no part of the package.
  publicDir: false,
  plugins: [uplotLanguage, packagesInside],
  resolve: {
    // Lit's files for Node work in browsers too, and may be imported where there is no DOM. What they would bring to
    // make one stays out.
    conditions: ["node"],
    alias: { "@lit-labs/ssr-dom-shim": fileURLToPath(new URL("package/element/server.ts", import.meta.url)) },
  },
  build: {
    // The first versions with light-dark() and popovers.
    target: ["chrome123", "edge123", "firefox125", "safari17.5"],
    lib: {
      entry: {
        index: "package/element/index.ts",
        iframe: "package/iframe/index.ts",
        values: "package/format/values.js",
        "messages-de": "package/messages/de.ts",
      },
      formats: ["es"],
    },
    outDir: "../src/npm/dist/element",
    emptyOutDir: true,
    rollupOptions: {
      external: ["iotcentral-web"],
      // The client is the package's own, beside it, so that a page has it once. All files are in one folder.
      output: { paths: { "iotcentral-web": "../../index.js" }, chunkFileNames: "[name].js", minify: true },
    },
  },
});
