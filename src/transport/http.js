/** Sends requests by the global `fetch` or another one, and reads their answers completely. */
export class Http {
  /**
   * Sends a request. `other` replaces the global `fetch`, and is called with a URL and an init. Its answer may come
   * from another realm or library, so the class of the answer is not checked; the promise rejects if the answer throws
   * or lacks members. Resolves to `undefined` if the body has more than `limit` bytes.
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

  /**
   * Reads headers of a caller, `{ customHeaders: { name: text } }`. Returns `undefined` if the client sets one of them
   * itself, or no request may have it.
   */
  static headers(given) {
    try {
      const { customHeaders, ...rest } = given;
      const headers = new Headers(customHeaders ?? {});
      const isOwn = ["authorization", "accept", "content-type", "if-match"].some((name) => headers.has(name));
      const isText = Object.values(customHeaders ?? {}).every((value) => typeof value === "string");
      return isText && !isOwn && !Object.keys(rest).length ? headers : undefined;
    } catch {}
  }
}

/** Reads the bytes of a body in pieces. Stops and returns `undefined` if there are more than `limit`. */
async function read(answer, limit) {
  const reader = answer.body?.getReader?.();
  // The body of another library's answer need not be a stream.
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
