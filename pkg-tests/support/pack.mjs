// The package as a user gets it: packed, and unpacked into projects that live outside the repository.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { unpack } from "./shared.mjs";

const workshop = mkdtempSync(join(tmpdir(), "iotcentral-web-"));
after(() => rmSync(workshop, { recursive: true }));

const unpacked = process.env.PACKAGE ?? unpack(workshop);

/** Every file in the tarball, in order. */
export const contents = readdirSync(unpacked, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) =>
    join(parentPath, name)
      .slice(unpacked.length + 1)
      .replaceAll("\\", "/"),
  )
  .sort();

/** Where a file of the unpacked tarball is. */
export const installed = (path) => join(unpacked, path);

/**
 * A project in a folder of its own that has `files` (path → text) and has installed the package. Returns the folder.
 */
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
