import type { GetTokenOptions } from "iotcentral-web";

import { type Answer, checkOrigin, HELLO, type Question, type Token } from "./protocol.ts";

/** The interval between two offers of a channel, in milliseconds: the host may load later than its frame. */
const KNOCK_EVERY = 500;
/** The time that a host has to accept a channel, or to answer a request for a token, in milliseconds. */
const PATIENCE = 30_000;

/** Channels by the host's origin. All clients of a page share one. */
const lines = new Map<string, Promise<MessagePort>>();
let asked = 0;

export interface HostCredentialOptions {
  /** The origin of the page around the frame, which gives the tokens: `https://portal.example`. */
  origin: string;
}

/**
 * Returns a credential for a page in a frame: it asks the page around the frame, which calls `shareCredential`, for
 * each token. Pass it to `IotCentralClient`, or set it as the `credential` of `<iot-central-dashboard>`.
 *
 * The frame sends its parent one end of a `MessageChannel`, in a message that the browser delivers only to `origin`.
 * Requests and tokens use that channel, which no other window can read. A request contains the scope, and the claims if
 * the service sent a challenge. It fails if the host does not answer within 30 seconds, or ends the sharing; the next
 * one tries again.
 *
 * @throws TypeError if the page is not in a frame, or `origin` is neither https nor on this machine.
 */
export function hostCredential({
  origin,
}: HostCredentialOptions): (scope: string, options?: GetTokenOptions) => Promise<Token> {
  checkOrigin(origin);
  if (window.parent === window) throw new TypeError("hostCredential works only in a frame: this page is not in one");
  return async (scope, { abortSignal, claims } = {}) => {
    const line = lineTo(origin);
    const port = await unlessAborted(line, abortSignal);
    const late = (): void => {
      // The channel may be dead. A sandboxed frame keeps it, because its host accepts no second one.
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

/** Drops a channel, so that the next request for a token opens another. */
function forget(origin: string, line: Promise<MessagePort>): void {
  if (lines.get(origin) === line) lines.delete(origin);
}

/** Offers the host one end of a channel until it accepts. The browser delivers the offer only to `origin`. */
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
      reject(new Error(`the host at ${origin} accepted no channel: it must call shareCredential for this frame`));
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
      if (data === "goodbye") return reject(new Error(`the host at ${origin} no longer shares its credential`));
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
