import type { Credential } from "iotcentral-web";

import { type Answer, checkOrigin, HELLO, type Question, type Token } from "./protocol.ts";

/** What a frame may ask tokens for unless its host says otherwise: the data plane of IoT Central. */
const SCOPES = ["https://apps.azureiotcentral.com/.default"];

export interface ShareCredentialOptions {
  /**
   * Who gets the tokens: the origin of the frame's document, `https://widgets.example`; `"null"` where it is sandboxed.
   */
  origin: string;
  /**
   * What the frame may ask tokens for. Default: the data plane of the public cloud,
   * `https://apps.azureiotcentral.com/.default`.
   */
  scopes?: readonly string[];
}

/**
 * In the page around a frame: hands its tokens to the frame's `hostCredential`, and to no other code. A message counts
 * only if it comes from this very frame's window and from `origin`. Tokens go over the channel that came with it, so
 * that a document which the frame shows later doesn't get them.
 *
 * A frame that is sandboxed without `allow-same-origin` has the origin `"null"`, like every other such document. There
 * the first document that asks is the one that gets tokens, so call this before the frame loads, and let `frame-src` of
 * your content security policy say where it may go. After a reload of such a frame call it again.
 *
 * @param credential What gives the tokens. No API token: those are for servers.
 * @returns Ends the sharing: the frame is told, and nothing is answered until you share again. Tokens that the frame
 * has remain good until they expire.
 * @throws TypeError where `origin` is none that a token may go to.
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
  const hear = (event: MessageEvent): void => {
    const [port] = event.ports;
    if (event.data !== HELLO || !port || event.source !== iframe.contentWindow || event.origin !== origin) return;
    // "null" is every sandboxed document's origin: only the first that says hello may get tokens. A document that
    // the frame shows next would look the same. The port stays open: after a reload, another call of this function may
    // answer the frame.
    if (isOpaque && ports.length > 0) return;
    ports.push(port);
    port.onmessage = ({ data }: MessageEvent<Question>) => answer(port, data);
    port.postMessage("welcome" satisfies Answer);
  };
  const waiting = new Map<string, AbortController>();
  const answer = async (port: MessagePort, question: Question): Promise<void> => {
    const key = `${ports.indexOf(port)} ${question.id}`;
    if ("abort" in question) return waiting.get(key)?.abort();
    const controller = new AbortController();
    waiting.set(key, controller);
    const tell = (message: Answer): void => {
      if (!signal.aborted) port.postMessage(message);
    };
    try {
      tell({
        id: question.id,
        token: await tokenOf(credential, checkScope(question.scope, scopes), question.claims, controller.signal),
      });
    } catch (error) {
      tell({ id: question.id, failure: error instanceof Error ? error.message : "the host's credential failed" });
    } finally {
      waiting.delete(key);
    }
  };
  window.addEventListener("message", hear, { signal });
  return () => {
    ending.abort();
    for (const controller of waiting.values()) controller.abort();
    for (const port of ports) {
      port.postMessage("goodbye" satisfies Answer);
      port.close();
    }
    ports = [];
  };
}

function checkScope(scope: string, allowed: readonly string[]): string {
  if (allowed.includes(scope)) return scope;
  throw new Error(`the host shares tokens for ${allowed.join(" ")} alone`);
}

async function tokenOf(
  credential: Exclude<Credential, string>,
  scope: string,
  claims: unknown,
  abortSignal: AbortSignal,
): Promise<Token> {
  const options = { abortSignal, ...(typeof claims === "string" && { claims }), enableCae: true };
  const given = await (typeof credential === "function"
    ? credential(scope, options)
    : credential.getToken(scope, options));
  if (!given) throw new Error("the host's credential gave no token");
  if (typeof given === "string") return given;
  const { token, expiresOnTimestamp, refreshAfterTimestamp } = given;
  return { token, expiresOnTimestamp, ...(refreshAfterTimestamp !== undefined && { refreshAfterTimestamp }) };
}
