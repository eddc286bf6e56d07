import type { Credential } from "iotcentral-web";

import { checkOrigin, type FrameMessage, HELLO, type HostMessage, type Token } from "./protocol.ts";

/** The default scopes: the data plane of IoT Central. */
const SCOPES = ["https://apps.azureiotcentral.com/.default"];

/** The options of `shareCredential`. */
export interface ShareCredentialOptions {
  /**
   * The origin of the frame's document, which gets the tokens: `https://widgets.example`, or `"null"` if the frame is
   * sandboxed.
   */
  origin: string;
  /**
   * The scopes that the frame may request tokens for. Default: the data plane of the public cloud,
   * `https://apps.azureiotcentral.com/.default`.
   */
  scopes?: readonly string[];
}

/**
 * Gives tokens to a frame in this page, whose document calls `hostCredential`. Only messages from this frame's window
 * and from `origin` are accepted. Tokens are sent over the channel that came with the message, so that a document which
 * the frame shows later does not get them.
 *
 * A frame that is sandboxed without `allow-same-origin` has the origin `"null"`, like every other such document. The
 * first document of the frame that asks gets the tokens. So call this function before the frame loads, and restrict
 * what it may load by `frame-src` of your content security policy. Call the function again after such a frame reloads.
 *
 * ```js
 * const stop = shareCredential(frame, credential, { origin: "https://widgets.example" });
 * ```
 *
 * @param credential The credential that gives the tokens. API tokens are not allowed: they belong on servers.
 * @returns A function that ends the sharing: it tells the frame, and ignores further requests. Tokens that the frame
 * already has are valid until they expire.
 * @throws TypeError if `origin` is neither https nor on this machine, nor `"null"`.
 */
export function shareCredential(
  iframe: HTMLIFrameElement,
  credential: Exclude<Credential, string>,
  { origin, scopes = SCOPES }: ShareCredentialOptions,
): () => void {
  const isOpaque = origin === "null";
  if (!isOpaque) checkOrigin(origin);
  const ending = new AbortController();
  const { signal } = ending;
  let ports: MessagePort[] = [];
  const onMessage = (event: MessageEvent): void => {
    const [port] = event.ports;
    if (event.data !== HELLO || !port || event.source !== iframe.contentWindow || event.origin !== origin) return;
    // All sandboxed documents have the origin "null", so a document that the frame shows next would look the same: only
    // the first offer is accepted. The port stays open, because after a reload another call of this function may answer
    // the frame.
    if (isOpaque && ports.length > 0) return;
    ports.push(port);
    port.onmessage = ({ data }: MessageEvent<FrameMessage>) => answer(port, data);
    port.postMessage("welcome" satisfies HostMessage);
  };
  const waiting = new Map<string, AbortController>();
  const answer = async (port: MessagePort, request: FrameMessage): Promise<void> => {
    const key = `${ports.indexOf(port)} ${request.id}`;
    if ("abort" in request) return waiting.get(key)?.abort();
    const controller = new AbortController();
    waiting.set(key, controller);
    const send = (message: HostMessage): void => {
      if (!signal.aborted) port.postMessage(message);
    };
    try {
      send({
        id: request.id,
        token: await tokenOf(credential, checkScope(request.scope, scopes), request.claims, controller.signal),
      });
    } catch (error) {
      send({ id: request.id, failure: error instanceof Error ? error.message : "the host's credential failed" });
    } finally {
      waiting.delete(key);
    }
  };
  window.addEventListener("message", onMessage, { signal });
  return () => {
    ending.abort();
    for (const controller of waiting.values()) controller.abort();
    for (const port of ports) {
      port.postMessage("goodbye" satisfies HostMessage);
      port.close();
    }
    ports = [];
  };
}

function checkScope(scope: string, allowed: readonly string[]): string {
  if (allowed.includes(scope)) return scope;
  throw new Error(`the host shares tokens only for ${allowed.join(" ")}`);
}

async function tokenOf(
  credential: Exclude<Credential, string>,
  scope: string,
  claims: unknown,
  abortSignal: AbortSignal,
): Promise<Token> {
  const options = { abortSignal, ...(typeof claims === "string" && { claims }), enableCae: true };
  const result = await (typeof credential === "function"
    ? credential(scope, options)
    : credential.getToken(scope, options));
  if (!result) throw new Error("the host's credential gave no token");
  if (typeof result === "string") return result;
  const { token, expiresOnTimestamp, refreshAfterTimestamp } = result;
  return { token, expiresOnTimestamp, ...(refreshAfterTimestamp !== undefined && { refreshAfterTimestamp }) };
}
