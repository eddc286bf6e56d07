// The emulator, as built by `cargo xtask test`.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { after } from "node:test";

/** The token that the emulator accepts by default. */
export const TOKEN = "iotcentral-emulator";

/** When the clocks of most tests start: those of pages, and of emulators whose time stands still by `--now`. */
export const NOW = "2026-01-31T14:30:03Z";

/** Starts an emulator, and stops it after the test or the file that started it. */
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

  /** Sends a request to the emulator's API, without the package. */
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
    /** Returns the answer to a GET request for a path of the API. */
    get: (path) => api(path),
    /** Returns the number of requests to a path that the emulator has logged. */
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

/** Returns the path of telemetry. `thermostat.temperature` belongs to a component. */
function path(capability) {
  const [name, component] = capability.split(".").reverse();
  return component ? `components/${component}/telemetry/${name}` : `telemetry/${name}`;
}
