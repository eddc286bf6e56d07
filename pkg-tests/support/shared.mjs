// What the test files of a run share, where `run.mjs` has made it for them.
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** How Chromium is started: `$CHROMIUM`, or Playwright's own. Its sandbox doesn't work for root. */
export const settings = { executablePath: process.env.CHROMIUM, chromiumSandbox: process.getuid?.() !== 0 };

/** Packs the package, and unpacks the tarball: `folder`/package, which is returned. */
export function unpack(folder) {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const source = fileURLToPath(new URL("../../src/npm", import.meta.url));
  execFileSync(npm, ["pack", "--silent", "--pack-destination", folder], { cwd: source });
  const [tarball] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  execFileSync("tar", ["-xzf", tarball], { cwd: folder });
  return join(folder, "package");
}

/** Builds the gallery of tiles (www/gallery) into a folder, which is returned. */
export async function buildGallery(folder) {
  const root = fileURLToPath(new URL("../../www", import.meta.url));
  await build({
    root,
    configFile: join(root, "vite.gallery.config.ts"),
    logLevel: "warn",
    build: { outDir: folder, emptyOutDir: true },
  });
  return folder;
}
