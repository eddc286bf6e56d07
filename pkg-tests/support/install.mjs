// Projects with their own tools, installed from the registry as a user installs them.
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { installed, project } from "./pack.mjs";

const execute = promisify(execFile);
const folder = dirname(installed(""));
/** The packed package. */
export const tarball = join(
  folder,
  readdirSync(folder).find((name) => name.endsWith(".tgz")),
);

/** A Node version for tools that don't support the oldest one of this repository: `run(root, "node", …)`. */
export const NODE = "node@24.15.0";

/**
 * Creates a project with `files`, and installs the package's tarball and `packages`, such as `parcel@2.16.4`. Returns
 * its folder.
 */
export async function install(files, packages) {
  const root = project({ "package.json": `{ "private": true }`, ...files });
  const quietly = ["--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"];
  await execute("npm", ["install", ...quietly, tarball, ...packages], { cwd: root });
  return root;
}

/** Runs a program that the project has installed. If it fails, the error contains its output. */
export async function run(root, program, args, env = {}) {
  const options = { cwd: root, env: { ...process.env, NODE_OPTIONS: "", ...env }, maxBuffer: 1 << 26 };
  try {
    const { stdout, stderr } = await execute(join(root, "node_modules/.bin", program), args, options);
    return stdout + stderr;
  } catch ({ message, stdout, stderr }) {
    throw new Error([message, stdout, stderr].join("\n"));
  }
}
