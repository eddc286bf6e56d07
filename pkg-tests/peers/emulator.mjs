// The emulator for the peers.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** Operations of the contract that the emulator doesn't have. */
export const MISSING =
  /^\/(dataExport|deploymentManifests|enrollmentGroups|jobs|scheduledJobs)\b|\/applyDeploymentManifest\b/;

/** Starts an emulator: the program `EMULATOR`, or the one that `cargo build` has built. */
export async function start(...options) {
  const target = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL("../../target", import.meta.url));
  const program = process.env.EMULATOR ?? join(target, "debug/iotcentral-emulator");
  const emulator = spawn(program, ["--port", "0", ...options], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = once(emulator, "exit");
  const endpoint = await new Promise((listening, failed) => {
    emulator.on("error", failed).on("exit", (code) => failed(new Error(`the emulator ended with ${code}`)));
    createInterface(emulator.stdout).on(
      "line",
      (line) => line.startsWith("listening on ") && listening(line.slice(13)),
    );
  });
  const stop = async () => {
    emulator.kill();
    await ended;
  };
  return { endpoint, stop };
}
