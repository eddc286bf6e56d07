/** A request by the platform's fetch or another, and the body of its answer. */
export class Http {
  /** Sends the request. Another fetch than the global one gets it as an address and an init. */
  static async send(request, body, signal, other) {
    const { url, method, headers, redirect, cache, credentials, referrerPolicy } = request;
    const init = { method, headers, body, signal, redirect, cache, credentials, referrerPolicy };
    const answer = await (other ? other(url, init) : fetch(request));
    // Another realm's or another library's answer is one too, so its class isn't asked for; but Rust would trip over another thing.
    if (!(answer?.headers?.get && "status" in answer && "arrayBuffer" in answer)) throw new TypeError("fetch gave no Response");
    return answer;
  }

  /** The bytes of a body in pieces; `undefined`, and the rest is never read, where they are more than `limit`. */
  static async read(response, limit) {
    const reader = response.body?.getReader?.();
    // Another library's answer need not be a stream.
    if (!reader) return [new Uint8Array(await response.arrayBuffer())];
    const pieces = [];
    for (let length = 0; ; ) {
      const { done, value } = await reader.read();
      if (done) return pieces;
      length += value.byteLength;
      if (length > limit) return void reader.cancel().catch(() => {});
      pieces.push(value);
    }
  }
}
