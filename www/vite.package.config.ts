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

/** The part of Rolldown's plugin context that is used here. */
interface Modules {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null;
}

/** Returns the modules that an entry imports statically, directly or not. */
function importedAtOnce(entry: string, modules: Modules): Set<string> {
  const found = new Set([fileURLToPath(new URL(entry, import.meta.url))]);
  for (const id of found) for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
  return found;
}

/**
 * Puts all static imports of an entry into one file. Rolldown would split off each module that a chunk imports too:
 * thirteen files for the element, which are 2.3 KB of brotli larger together.
 */
const groupOf = (name: string, entry: string, priority: number) => ({
  name: (id: string, modules: Modules) => (importedAtOnce(entry, modules).has(id) ? name : null),
  debugName: name,
  priority,
});

/**
 * The modules of the package other than the client: the element, the credential for frames, value formats, and
 * translations.
 */
export default defineConfig({
  // The page's public files are not part of the package.
  publicDir: false,
  plugins: [uplotLanguage, packagesInside],
  resolve: {
    // Lit's files for Node also work in browsers, and can be imported without a DOM. The aliases leave out Lit's
    // replacement of the DOM.
    conditions: ["node"],
    alias: { "@lit-labs/ssr-dom-shim": fileURLToPath(new URL("package/element/server.ts", import.meta.url)) },
  },
  build: {
    // The first versions with light-dark() and popovers
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
      // The client stays an import of the package, so that a page loads it once. All files are in one folder.
      output: {
        paths: { "iotcentral-web": "../../index.js" },
        chunkFileNames: "[name].js",
        minify: true,
        // Value formats are a file of their own, because the client imports them and not the element.
        codeSplitting: { groups: [groupOf("format", ENTRIES.values, 2), groupOf("element", ENTRIES.index, 1)] },
      },
    },
  },
});
