// Pages that embed the element as a portal does: with the packed package, without a bundler, under a strict policy.
import { project } from "./pack.mjs";
import { serve } from "./serve.mjs";

/** A policy that every page of this package must work under, plus the emulator on this machine. */
export const STRICT = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "frame-src https: http://127.0.0.1:*",
  "connect-src 'self' https://management.azure.com https://*.azureiotcentral.com http://127.0.0.1:*",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

const MODULES = "/node_modules/iotcentral-web";

/** A page with a test's script. */
const html = (title, body, script) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>${title}</title><main>${body}</main><script type="module" src="${script}"></script></html>`;

/** Serves a page with this body and script, in which `PACKAGE` becomes the URL of the package. Returns the address. */
export function host(body, script, { policy = STRICT, headers } = {}) {
  const files = {
    "index.html": html("embedding", body, "main.js"),
    "main.js": script.replaceAll("PACKAGE", MODULES),
  };
  const root = project(files, { isLinked: true });
  return serve(root, policy, headers);
}
