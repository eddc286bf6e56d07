// Two builds of the same files in different folders give the same package, byte by byte.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { contents, installed } from "../support/pack.mjs";

const execute = promisify(execFile);
const repository = fileURLToPath(new URL("../..", import.meta.url));

test("a build in another folder gives the same package", async () => {
  const copy = mkdtempSync(join(tmpdir(), "iotcentral-web-again-"));
  after(() => rmSync(copy, { recursive: true, force: true }));
  const list = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const { stdout } = await execute("git", list, { cwd: repository, maxBuffer: 1 << 24 });
  for (const path of stdout.split("\0").filter(Boolean)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(repository, path), join(copy, path));
  }
  const env = { ...process.env, NODE_OPTIONS: "" };
  await execute("cargo", ["xtask", "build"], { cwd: copy, env, maxBuffer: 1 << 26 });

  const hash = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
  const different = contents.filter((path) => hash(installed(path)) !== hash(join(copy, "src/npm", path)));
  assert.deepEqual(different, []);
});
