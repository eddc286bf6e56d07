// The package as a user gets it: packed once per test process, unpacked into projects that live outside the repository.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("../../src/npm", import.meta.url));
const workshop = mkdtempSync(join(tmpdir(), "iotcentral-web-"));
after(() => rmSync(workshop, { recursive: true }));

const unpacked = join(workshop, "package");

/** Every file in the tarball, in order. */
export const contents = pack();

/** Where a file of the unpacked tarball is. */
export const installed = (path) => join(unpacked, path);

/** A project in a folder of its own that has `files` (path → text) and has installed the package. Returns the folder. */
export function project(files) {
  const folder = mkdtempSync(join(workshop, "project-"));
  // Unpacked, since that is all an installation does with a package without dependencies, and it needs no registry.
  cpSync(unpacked, join(folder, "node_modules/iotcentral-web"), { recursive: true });
  for (const [path, text] of Object.entries({ "package.json": `{ "private": true, "type": "module" }`, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function pack() {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  execFileSync(npm, ["pack", "--silent", "--pack-destination", workshop], { cwd: source });
  const [tarball] = readdirSync(workshop).filter((name) => name.endsWith(".tgz"));
  execFileSync("tar", ["-xzf", tarball], { cwd: workshop });
  const files = readdirSync(unpacked, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => join(parentPath, name).slice(unpacked.length + 1).replaceAll("\\", "/")).sort();
}
