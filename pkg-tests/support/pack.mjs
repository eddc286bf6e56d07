// The package as a user gets it: packed, and unpacked into projects outside of the repository.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
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

/**
 * Creates a project in its own folder, with `files` (path → text) and the installed package. Returns the folder. With
 * `isLinked`, the package is a link: enough for a file server, but a bundler looks for dependencies beside its target.
 */
export function project(files, { isLinked = false } = {}) {
  const folder = mkdtempSync(join(workshop, "project-"));
  const modules = join(folder, "node_modules");
  mkdirSync(modules);
  // Not by npm, which would do no more for a package without dependencies, but would ask a registry.
  if (isLinked) symlinkSync(unpacked, join(modules, "iotcentral-web"), "junction");
  else cpSync(unpacked, join(modules, "iotcentral-web"), { recursive: true });
  for (const [path, text] of Object.entries({ "package.json": `{ "private": true, "type": "module" }`, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
