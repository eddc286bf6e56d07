import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

import { packagesInside } from "./vite.inside.ts";
import { uplotLanguage } from "./vite.uplot.ts";

const ENTRIES = {
  index: "package/element/index.ts",
  iframe: "package/iframe/index.ts",
  values: "package/format/values.js",
  "messages-de": "package/messages/de.ts",
};

/** The part of Rolldown's plugin context that this asks. */
interface Modules {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null;
}

/** The modules that one of `ENTRIES` imports at once, with those that these import. */
function importedAtOnce(entry: string, modules: Modules): Set<string> {
  const found = new Set([fileURLToPath(new URL(entry, import.meta.url))]);
  for (const id of found) for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
  return found;
}

/**
 * What an entry imports at once is one file. Rolldown would make a file of each module that a chunk imports too,
 * thirteen for the element, which are larger together by 2.3 KB of brotli.
 */
const groupOf = (name: string, entry: string, priority: number) => ({
  name: (id: string, modules: Modules) => (importedAtOnce(entry, modules).has(id) ? name : null),
  debugName: name,
  priority,
});

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
      entry: ENTRIES,
      formats: ["es"],
    },
    outDir: "../src/npm/dist/element",
    emptyOutDir: true,
    sourcemap: true,
    rollupOptions: {
      external: ["iotcentral-web"],
      // The client is the package's own, beside it, so that a page has it once. All files are in one folder.
      output: {
        paths: { "iotcentral-web": "../../index.js" },
        chunkFileNames: "[name].js",
        minify: true,
        // The client imports how values are written, and nothing of the element.
        codeSplitting: { groups: [groupOf("format", ENTRIES.values, 2), groupOf("element", ENTRIES.index, 1)] },
      },
    },
  },
});
