import { writeFileSync } from "node:fs";
import type { Plugin } from "vite";

/**
 * Lists the folders of the npm packages in the bundle, for the license notices. `cargo xtask build` sets the path of
 * the list.
 */
export const packagesInside: Plugin = {
  name: "packages-inside",
  generateBundle(_, bundle) {
    const list = process.env["PACKAGES_INSIDE"];
    if (!list) return;
    const modules = Object.values(bundle).flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
    const folders = modules.flatMap((id) => /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? []);
    writeFileSync(list, [...new Set(folders)].sort().join("\n"));
  },
};
