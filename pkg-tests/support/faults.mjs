// A server with faults on the wire that no fake fetch can reproduce.
import { createServer } from "node:http";
import { after } from "node:test";
import { gzipSync } from "node:zlib";

const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": "authorization, content-type, if-match",
  "Access-Control-Allow-Methods": "GET, PUT, PATCH, DELETE",
};
const BODY = JSON.stringify({ displayName: "Hall" });

/** The faults by name, as functions that handle a request. After `times` faults the server answers correctly. */
const FAULTS = {
  reset: (_, response) => response.socket.resetAndDestroy(),
  "reset in the body": (_, response) => half(response, () => response.socket.resetAndDestroy()),
  truncated: (_, response) => half(response, () => response.socket.end()),
  stall: (_, response) => half(response, () => {}),
  silence: () => {},
  "hidden wait": (_, response) => response.writeHead(429, { ...CORS, "Retry-After": "3600" }).end(),
  "shown wait": (_, response) =>
    response.writeHead(429, { ...CORS, "Retry-After": "3600", "Access-Control-Expose-Headers": "Retry-After" }).end(),
  "no CORS": (_, response) => response.writeHead(200, { "Content-Type": "application/json" }).end(BODY),
  "no end": (_, response) => {
    response.writeHead(200, CORS);
    const piece = Buffer.alloc(1 << 20, " ");
    const more = () => {
      while (response.write(piece));
    };
    response.on("drain", more);
    more();
  },
  bomb: (_, response) =>
    response.writeHead(200, { ...CORS, "Content-Encoding": "gzip" }).end(gzipSync(Buffer.alloc(80 << 20, " "))),
  redirect: (request, response) =>
    response
      .writeHead(302, { ...CORS, Location: new URL(request.url, `http://localhost:${request.socket.localPort}`).href })
      .end(),
};

function half(response, then) {
  response.writeHead(200, { ...CORS, "Content-Type": "application/json", "Content-Length": BODY.length });
  response.write(BODY.slice(0, 10), () => setTimeout(then, 20));
}

/**
 * Starts a server for `/api/dashboards/{id}`, where the id names a fault. `times` is how often a fault happens before
 * the server answers correctly. Returns the address, and the requests so far without preflights.
 */
export async function faulty(times) {
  const requests = [];
  const server = createServer((request, response) => {
    if (request.method === "OPTIONS") return response.writeHead(204, CORS).end();
    const { pathname } = new URL(request.url, "http://localhost");
    const fault = decodeURIComponent(pathname.split("/").pop()).replaceAll(":", " ");
    const before = requests.filter((earlier) => earlier.fault === fault).length;
    requests.push({
      fault,
      method: request.method,
      host: request.headers.host,
      authorization: request.headers.authorization,
    });
    if (before < times && FAULTS[fault]) return FAULTS[fault](request, response);
    response.writeHead(200, { ...CORS, "Content-Type": "application/json" }).end(BODY);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  after(() => server.close().closeAllConnections());
  return { address: `http://127.0.0.1:${server.address().port}`, requests };
}
