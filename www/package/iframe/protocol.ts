// The messages between frame and host. The frame sends its parent `HELLO` with one end of a message channel. All other
// messages, with the tokens, use that channel, which no other window can read.
import type { AccessToken } from "iotcentral-web";

/** From the frame to the host's window, with the host's origin as the target */
export const HELLO = "iotcentral-web:credential";

/** From the frame to the host, over the channel */
export type FrameMessage = { id: number; scope: string; claims?: string } | { id: number; abort: true };

/** A bearer token, alone or with its expiry */
export type Token = string | AccessToken;

/** From the host to the frame, over the channel. No message follows `goodbye`. */
export type HostMessage = "welcome" | "goodbye" | { id: number; token: Token } | { id: number; failure: string };

/** Checks that tokens may be sent to an origin, or come from it: https, or this machine. */
export function checkOrigin(origin: string): string {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  const isSafe =
    url?.protocol === "https:" || (url?.protocol === "http:" && ["127.0.0.1", "localhost"].includes(url.hostname));
  if (!isSafe || url.origin !== origin)
    throw new TypeError(`origin should be one such as https://portal.example, not ${JSON.stringify(origin)}`);
  return origin;
}
