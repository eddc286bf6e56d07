/** The picture formats of a tile, recognised by their first bytes. The media type that the data declares is ignored. */
const SIGNATURES: readonly (readonly [type: string, pattern: RegExp])[] = [
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the byte is part of the signature.
  ["image/png", /^\x89PNG\r\n\x1a\n/],
  ["image/jpeg", /^\xff\xd8\xff/],
  ["image/gif", /^GIF8[79]a/],
  ["image/webp", /^RIFF[^]{4}WEBP/],
  // Each comment ends at its first `-->`; otherwise matching a run of comments would take exponential time.
  [
    "image/svg+xml",
    /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[^])*-->\s*)*(?:<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/i,
  ],
];

/** The number of Base64 characters that are decoded to recognise a format: a multiple of four. */
const HEAD_LENGTH = 4096;

/**
 * Returns a `data:` URL for an `<img>`, or undefined if the data isn't a picture: real dashboards often hold the id of
 * an asset instead, which the API doesn't return. An `<img>` runs no script in an SVG and loads nothing from it.
 *
 * @param data Base64, or a `data:` URI.
 */
export function pictureUrl(data: string | undefined): string | undefined {
  const base64 = data === undefined ? undefined : toBase64(data);
  if (!base64) return undefined;
  let head: string;
  try {
    head = atob(base64.slice(0, HEAD_LENGTH));
  } catch {
    return undefined;
  }
  const type = SIGNATURES.find(([, pattern]) => pattern.test(head))?.[0];
  return type && `data:${type};base64,${base64}`;
}

function toBase64(data: string): string | undefined {
  const uri = /^\s*data:([^,]*),/i.exec(data);
  if (!uri) return data.replace(/\s+/g, "");
  const body = data.slice(uri[0].length);
  if (/;\s*base64\s*$/i.test(uri[1] ?? "")) return decoded(body)?.replace(/\s+/g, "");
  const text = decoded(body);
  return text === undefined
    ? undefined
    : btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
