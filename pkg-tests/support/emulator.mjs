// The emulator, as `cargo xtask test` built it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { after } from "node:test";

/** The token it takes unless told otherwise. */
export const TOKEN = "iotcentral-emulator";

/** When the clocks of most tests begin: of the pages, and of emulators that stand still by `--now`. */
export const NOW = "2026-01-31T14:30:03Z";

/** A running emulator, stopped when the test or the file that started it is over. */
export async function emulate(...options) {
  const port = options.includes("--port") ? [] : ["--port", "0"];
  const program = spawn(process.env.EMULATOR, [...port, ...options], { stdio: ["ignore", "pipe", "pipe"] });
  const log = [];
  createInterface(program.stderr).on("line", (line) => log.push(line));
  const stop = async () => {
    if (program.exitCode !== null || program.signalCode !== null) return;
    program.kill();
    await once(program, "exit");
  };
  after(stop);
  const endpoint = await new Promise((listening, failed) => {
    program.on("error", failed).on("exit", (code) => failed(new Error(`the emulator ended with ${code}`)));
    createInterface(program.stdout).on("line", (line) => line.startsWith("listening on ") && listening(line.slice(13)));
  });

  /** Asks the emulator's API, past everything that is tested. */
  async function api(path, { method = "GET", body, type = "application/json" } = {}) {
    const response = await fetch(`${endpoint}/api/${path}?api-version=2022-10-31-preview`, {
      method,
      headers: { Authorization: `Bearer ${TOKEN}`, ...(body && { "Content-Type": type }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
    return text && JSON.parse(text);
  }

  return {
    endpoint,
    stop,
    /** What a path of its API answers. */
    get: (path) => api(path),
    /** How many requests to a path it has answered, by its own log. */
    received: (path) => log.filter((line) => line.includes(` path=${path} `)).length,
    dashboards: async () => (await api("dashboards")).value,
    dashboard: (id) => api(`dashboards/${id}`),
    put: (id, dashboard) => api(`dashboards/${id}`, { method: "PUT", body: dashboard }),
    patch: (id, patch) =>
      api(`dashboards/${id}`, { method: "PATCH", body: patch, type: "application/merge-patch+json" }),
    remove: (id) => api(`dashboards/${id}`, { method: "DELETE" }),
    telemetry: (device, capability) => api(`devices/${device}/${path(capability)}`),
    query: async (query) => (await api("query", { method: "POST", body: { query } })).results,
  };
}

/** `thermostat.temperature` is telemetry of a component. */
function path(capability) {
  const [name, component] = capability.split(".").reverse();
  return component ? `components/${component}/telemetry/${name}` : `telemetry/${name}`;
}
