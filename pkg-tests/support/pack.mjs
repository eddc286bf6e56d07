// The package as a user gets it: packed, and unpacked into projects outside of the repository.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { unpack } from "./shared.mjs";

const workshop = mkdtempSync(join(tmpdir(), "iotcentral-web-"));
after(() => rmSync(workshop, { recursive: true }));

const unpacked = process.env.PACKAGE ?? unpack(workshop);

/** All files in the tarball, sorted. */
export const contents = readdirSync(unpacked, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) =>
    join(parentPath, name)
      .slice(unpacked.length + 1)
      .replaceAll("\\", "/"),
  )
  .sort();

/** Returns the path of a file in the unpacked tarball. */
export const installed = (path) => join(unpacked, path);

/** Creates a project in its own folder, with `files` (path → text) and the installed package. Returns the folder. */
export function project(files) {
  const folder = mkdtempSync(join(workshop, "project-"));
  // Copied, because npm would do no more for a package without dependencies, but would ask a registry.
  cpSync(unpacked, join(folder, "node_modules/iotcentral-web"), { recursive: true });
  for (const [path, text] of Object.entries({ "package.json": `{ "private": true, "type": "module" }`, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
