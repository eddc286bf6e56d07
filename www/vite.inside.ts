import { writeFileSync } from "node:fs";
import type { Plugin } from "vite";

/**
 * Lists the folders of the npm packages that the build took in, for the notices of their licenses. `cargo xtask build`
 * says where.
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
