// Serves the portal and the extension, each at an origin of its own and under a strict content security policy:
//
//   node www/examples/portal/serve.mjs
//
// after `cargo xtask build`. The frame's origin is "null", so start the emulator with
// `cargo run -p iotcentral-emulator -- --allow-origin null`.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/**
 * The portal may show only the extension in a frame. It needs no WebAssembly and sends no requests to an application.
 */
const portalPolicy = (extension) =>
  `default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; frame-src ${extension}; ` +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

/** The extension may send requests to one application, and only the portal may show it in a frame. */
const extensionPolicy = (endpoint, portal) =>
  `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self' ${endpoint}; ` +
  `frame-src https:; base-uri 'none'; form-action 'none'; frame-ancestors ${portal}; require-trusted-types-for 'script'`;

/**
 * Starts both servers, on any free ports unless the ports are given. Returns the portal's address, and a function that
 * stops both.
 */
export async function start({ endpoint, dashboardId, library = here("../../../src/npm"), ports = [0, 0] }) {
  const [portal, extension] = await Promise.all(ports.map(listen));
  portal.files(
    "host.html",
    library,
    { extension: extension.origin },
    {
      "Content-Security-Policy": portalPolicy(extension.origin),
    },
  );
  extension.files(
    "frame.html",
    library,
    { endpoint, dashboardId, portal: portal.origin },
    {
      "Content-Security-Policy": extensionPolicy(endpoint, portal.origin),
      // A sandboxed document has the origin "null", so the files that it loads must allow any origin.
      "Access-Control-Allow-Origin": "*",
    },
  );
  return {
    address: portal.origin,
    stop: () => [portal, extension].forEach(({ server }) => server.close().closeAllConnections()),
  };
}

/** Starts a server whose handler is set later, because the handlers need the addresses of both servers. */
async function listen(port) {
  const server = createServer();
  await new Promise((listening) => server.listen(port, "127.0.0.1", listening));

  /** Serves this folder, the package under `iotcentral-web/`, and settings for the scripts. */
  const files = (index, library, settings, headers) =>
    server.on("request", async ({ url }, response) => {
      const path = normalize(new URL(url, "http://localhost").pathname.replace(/\/$/, `/${index}`));
      const isLibrary = path.startsWith("/iotcentral-web/");
      const file = isLibrary ? join(resolve(library), path.slice("/iotcentral-web".length)) : here(`.${path}`);
      const body = path === "/settings.json" ? JSON.stringify(settings) : await readFile(file).catch(() => undefined);
      response.writeHead(body === undefined ? 404 : 200, {
        ...headers,
        "Content-Type": TYPES[extname(path)] ?? "text/plain",
      });
      response.end(body);
    });
  return { server, files, origin: `http://127.0.0.1:${server.address().port}` };
}

if (process.argv[1] === here("serve.mjs")) {
  const [endpoint = "http://localhost:7071", dashboardId = "dtmi:kkfvwa2xi:operations"] = process.argv.slice(2);
  const { address } = await start({ endpoint, dashboardId, ports: [8001, 8002] });
  console.log(`The portal is at ${address}`);
}
