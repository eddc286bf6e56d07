// A static file server that sends a content security policy.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join, normalize } from "node:path";
import { after } from "node:test";
import { contentTypeOf } from "./contentType.mjs";

/**
 * Serves `folder` on a free port until the current test is over, with the policy and `headers`. Returns the address.
 */
export async function serve(folder, contentSecurityPolicy, headers = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = join(folder, normalize(pathname.endsWith("/") ? `${pathname}index.html` : pathname));
    const body = await readFile(path).catch(() => undefined);
    if (body === undefined) return response.writeHead(404).end();
    response.setHeader("Content-Type", contentTypeOf(path));
    response.setHeaders(new Map(Object.entries({ "Content-Security-Policy": contentSecurityPolicy, ...headers })));
    response.end(body);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  after(() => server.close().closeAllConnections());
  return `http://127.0.0.1:${server.address().port}/`;
}
