/** The body of an answer. */
export class Body {
  /** Its bytes in pieces; `undefined`, and the rest is never read, where they are more than `limit`. */
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
