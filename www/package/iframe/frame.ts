import type { GetTokenOptions } from "iotcentral-web";

import { type Answer, checkOrigin, HELLO, type Question, type Token } from "./protocol.ts";

/** The host may be slower than its frame: milliseconds between two knocks. */
const KNOCK_EVERY = 500;
/** Milliseconds that a host may take to answer, a knock as well as a question. */
const PATIENCE = 30_000;

/** Channels to hosts by origin: all clients of a page use one. */
const lines = new Map<string, Promise<MessagePort>>();
let asked = 0;

export interface HostCredentialOptions {
  /** Whose token to take: the origin of the page around the frame, `https://portal.example`. */
  origin: string;
}

/**
 * In a frame: a credential that asks the page around it, which calls `shareCredential`. For `IotCentralClient`, or for
 * the `credential` of `<iot-central-dashboard>`.
 *
 * The frame hands its parent one end of a `MessageChannel`, in a message that the browser delivers to `origin` alone.
 * The token comes back over that channel: from that window and that origin, or not at all. It asks anew for each token,
 * with the scope, and the claims where the service wants some. Where the host does not answer for 30 seconds, or ends
 * its sharing, the token's request fails; the next one asks anew.
 *
 * @throws TypeError in a page that is no frame, or where `origin` is none that a token may come from.
 */
export function hostCredential({
  origin,
}: HostCredentialOptions): (scope: string, options?: GetTokenOptions) => Promise<Token> {
  checkOrigin(origin);
  if (window.parent === window) throw new TypeError("hostCredential is for a page in a frame; this one has no host");
  return async (scope, { abortSignal, claims } = {}) => {
    const line = lineTo(origin);
    const port = await unlessAborted(line, abortSignal);
    const late = (): void => {
      // The line may be dead. But a host takes one channel of a sandboxed frame and no other, so that one is kept.
      if (self.origin !== "null") forget(origin, line);
    };
    return ask(port, { id: ++asked, scope, ...(claims !== undefined && { claims }) }, origin, late, abortSignal);
  };
}

function lineTo(origin: string): Promise<MessagePort> {
  const open = lines.get(origin);
  if (open) return open;
  const line = knock(origin);
  lines.set(origin, line);
  const end = (): void => forget(origin, line);
  line.then(
    (port) => port.addEventListener("message", ({ data }: MessageEvent<Answer>) => data === "goodbye" && end()),
    end,
  );
  return line;
}

/** Lets the next question knock anew, unless another has done so already. */
function forget(origin: string, line: Promise<MessagePort>): void {
  if (lines.get(origin) === line) lines.delete(origin);
}

/** Hands the host one end of a channel until it takes it. The browser delivers to `origin` and to no other. */
function knock(origin: string): Promise<MessagePort> {
  const ports: MessagePort[] = [];
  return new Promise((resolve, reject) => {
    const end = (kept?: MessagePort): void => {
      clearInterval(timer);
      clearTimeout(deadline);
      for (const port of ports) if (port !== kept) port.close();
    };
    const send = (): void => {
      const { port1, port2 } = new MessageChannel();
      ports.push(port1);
      port1.onmessage = ({ data }: MessageEvent<Answer>) => {
        if (data !== "welcome") return;
        end(port1);
        resolve(port1);
      };
      window.parent.postMessage(HELLO, origin, [port2]);
    };
    const timer = setInterval(send, KNOCK_EVERY);
    const deadline = setTimeout(() => {
      end();
      reject(new Error(`the host at ${origin} hands over no credential: does it call shareCredential for this frame?`));
    }, PATIENCE);
    send();
  });
}

function ask(
  port: MessagePort,
  question: Question,
  origin: string,
  onLate: () => void,
  abortSignal: AbortSignal | undefined,
): Promise<Token> {
  const listening = new AbortController();
  let deadline: ReturnType<typeof setTimeout> | undefined;
  return new Promise<Token>((resolve, reject) => {
    const { signal } = listening;
    const hear = ({ data }: MessageEvent<Answer>): void => {
      if (data === "goodbye") return reject(new Error(`the host at ${origin} shares its credential no more`));
      if (typeof data !== "object" || data.id !== question.id) return;
      if ("token" in data) resolve(data.token);
      else reject(new Error(data.failure));
    };
    port.addEventListener("message", hear, { signal });
    const giveUp = (reason: unknown): void => {
      port.postMessage({ id: question.id, abort: true } satisfies Question);
      reject(reason);
    };
    abortSignal?.addEventListener("abort", () => giveUp(abortSignal.reason), { signal });
    deadline = setTimeout(() => {
      onLate();
      giveUp(new Error(`the host at ${origin} gave no token within ${PATIENCE / 1000} seconds`));
    }, PATIENCE);
    port.postMessage(question);
  }).finally(() => {
    clearTimeout(deadline);
    listening.abort();
  });
}

async function unlessAborted<T>(promise: Promise<T>, abortSignal: AbortSignal | undefined): Promise<T> {
  abortSignal?.throwIfAborted();
  const listening = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    abortSignal?.addEventListener("abort", () => reject(abortSignal.reason), { signal: listening.signal });
  });
  return Promise.race([promise, aborted]).finally(() => listening.abort());
}
