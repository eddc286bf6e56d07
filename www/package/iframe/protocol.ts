// What frame and host say to each other. The frame sends its parent `hello`, with one end of a message channel; all
// other messages, with tokens, go over that channel, which only these two windows hold.
import type { AccessToken } from "iotcentral-web";

/** To the host's window, addressed to its origin. */
export const HELLO = "iotcentral-web:credential";

/** Over the channel, to the host. */
export type Question = { id: number; scope: string; claims?: string } | { id: number; abort: true };

/** What a credential gives: a bearer token alone, or with its end. */
export type Token = string | AccessToken;

/** Over the channel, to the frame. After `goodbye` nothing comes any more. */
export type Answer = "welcome" | "goodbye" | { id: number; token: Token } | { id: number; failure: string };

/** Checks that an origin is one that a token may go to: https, or this machine. */
export function checkOrigin(origin: string): string {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  const isSafe =
    url?.protocol === "https:" || (url?.protocol === "http:" && ["127.0.0.1", "localhost"].includes(url.hostname));
  if (!isSafe || url.origin !== origin)
    throw new TypeError(`origin should be one such as https://portal.example, not ${JSON.stringify(origin)}`);
  return origin;
}
