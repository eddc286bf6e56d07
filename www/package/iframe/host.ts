import type { Credential } from "iotcentral-web";

import { type Answer, checkOrigin, HELLO, type Question, type Token } from "./protocol.ts";

/** The default scopes: the data plane of IoT Central. */
const SCOPES = ["https://apps.azureiotcentral.com/.default"];

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
  const hear = (event: MessageEvent): void => {
    const [port] = event.ports;
    if (event.data !== HELLO || !port || event.source !== iframe.contentWindow || event.origin !== origin) return;
    // All sandboxed documents have the origin "null", so a document that the frame shows next would look the same: only
    // the first offer is accepted. The port stays open, because after a reload another call of this function may answer
    // the frame.
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
  throw new Error(`the host shares tokens only for ${allowed.join(" ")}`);
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
