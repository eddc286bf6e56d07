import type { AccessToken, Credential, GetTokenOptions } from "./dist/index.js";

/**
 * In a frame: a credential that asks the page around it, which calls `shareCredential`. For `IotCentralClient`, or for the
 * `credential` of `<iot-central-dashboard>`.
 *
 * The frame hands its parent one end of a `MessageChannel`, in a message that the browser delivers to `origin` alone. The
 * token comes back over that channel: from that window and that origin, or not at all. It asks anew for each token, with the
 * scope, and the claims where the service wants some. Where nobody answers for 30 seconds, or the host ends its sharing, the
 * token's request fails; the next one asks anew.
 *
 * @throws TypeError in a page that is no frame, or where `origin` is none that a token may come from.
 */
export declare function hostCredential(options: HostCredentialOptions): (scope: string, options?: GetTokenOptions) => Promise<string | AccessToken>;

export interface HostCredentialOptions {
  /** Whose token to take: the origin of the page around the frame, `https://portal.example`. */
  origin: string;
}

/**
 * In the page around a frame: hands its tokens to the frame's `hostCredential`, and to nobody else. A message counts only if
 * it comes from this very frame's window and from `origin`. Tokens go over the channel that came with it, so that a document
 * which the frame shows later doesn't get them.
 *
 * A frame that is sandboxed without `allow-same-origin` has the origin `"null"`, like every other such document. There the
 * first document that asks is the one that gets tokens, so call this before the frame loads, and let `frame-src` of your
 * content security policy say where it may go. After a reload of such a frame call it again.
 *
 * @param credential What gives the tokens. No API token: those are for servers.
 * @returns Ends the sharing: the frame is told, and nothing is answered until you share again. Tokens that the frame has remain
 * good until they expire.
 * @throws TypeError where `origin` is none that a token may go to.
 */
export declare function shareCredential(
  iframe: HTMLIFrameElement,
  credential: Exclude<Credential, string>,
  options: ShareCredentialOptions,
): () => void;

export interface ShareCredentialOptions {
  /** Who gets the tokens: the origin of the frame's document, `https://widgets.example`; `"null"` where it is sandboxed. */
  origin: string;
  /** What the frame may ask tokens for. Default: the data plane of the public cloud, `https://apps.azureiotcentral.com/.default`. */
  scopes?: readonly string[];
}
