/** A request by the platform's fetch or another, and its answer, read to the end. */
export class Http {
  /**
   * Sends the request. Another fetch than the global one gets it as an address and an init. Its answer may be of another realm or
   * library, so its class isn't asked for; where it throws or is something else, this rejects. `undefined` where the body has
   * more than `limit` bytes.
   */
  static async send(request, body, signal, other, limit, names) {
    const { url, method, headers, redirect, cache, credentials, referrerPolicy } = request;
    const init = { method, headers, body, signal, redirect, cache, credentials, referrerPolicy };
    const answer = await (other ? other(url, init) : fetch(request));
    const status = answer?.status;
    if (!Number.isInteger(status) || !answer.headers?.get) throw new TypeError("fetch gave no Response");
    const values = names.map((name) => answer.headers.get(name));
    const pieces = answer.headers.get("content-length") > limit ? undefined : await read(answer, limit);
    return pieces && { status, values, pieces };
  }
}

/** The bytes of a body in pieces; `undefined`, and the rest is never read, where they are more than `limit`. */
async function read(answer, limit) {
  const reader = answer.body?.getReader?.();
  // Another library's answer need not be a stream.
  if (!reader) return [new Uint8Array(await answer.arrayBuffer())];
  const pieces = [];
  for (let length = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return pieces;
    if (!ArrayBuffer.isView(value)) throw new TypeError("fetch gave a body that isn't bytes");
    pieces.push(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    length += value.byteLength;
    if (length > limit) return void reader.cancel().catch(() => {});
  }
}
