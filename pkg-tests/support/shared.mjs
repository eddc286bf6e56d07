// What test files share, if `run.mjs` has made it for them.
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** How to start Chromium: `$CHROMIUM`, or Playwright's. Chromium's sandbox doesn't work for root. */
export const settings = { executablePath: process.env.CHROMIUM, chromiumSandbox: process.getuid?.() !== 0 };

/** Packs the package and unpacks the tarball. Returns the path: `folder`/package. */
export function unpack(folder) {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const source = fileURLToPath(new URL("../../src/npm", import.meta.url));
  execFileSync(npm, ["pack", "--silent", "--pack-destination", folder], { cwd: source });
  const [tarball] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  execFileSync("tar", ["-xzf", tarball], { cwd: folder });
  return join(folder, "package");
}

/** Builds the gallery of tiles (www/gallery) into a folder. Returns the folder. */
export async function buildGallery(folder) {
  const { build } = await import("vite");
  const root = fileURLToPath(new URL("../../www", import.meta.url));
  await build({
    root,
    configFile: join(root, "vite.gallery.config.ts"),
    logLevel: "warn",
    build: { outDir: folder, emptyOutDir: true },
  });
  return folder;
}
