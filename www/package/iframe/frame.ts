import type { GetTokenOptions } from "iotcentral-web";

import { checkOrigin, type FrameMessage, HELLO, type HostMessage, type Token } from "./protocol.ts";

/** The interval between two offers of a channel, in milliseconds: the host may load later than its frame. */
const OFFER_INTERVAL = 500;
/** The time that a host has to accept a channel, or to answer a request for a token, in milliseconds. */
const TIMEOUT = 30_000;

/** Channels by the host's origin. All clients of a page share one. */
const channels = new Map<string, Promise<MessagePort>>();
let requestCount = 0;

/** The options of `hostCredential`. */
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
 * ```js
 * const central = new IotCentralClient(endpoint, hostCredential({ origin: "https://portal.example" }));
 * ```
 *
 * @throws TypeError if the page is not in a frame, or `origin` is neither https nor on this machine.
 */
export function hostCredential({
  origin,
}: HostCredentialOptions): (scope: string, options?: GetTokenOptions) => Promise<Token> {
  checkOrigin(origin);
  if (window.parent === window) throw new TypeError("hostCredential works only in a frame: this page is not in one");
  return async (scope, { abortSignal, claims } = {}) => {
    const channel = channelTo(origin);
    const port = await unlessAborted(channel, abortSignal);
    const onTimeout = (): void => {
      // The channel may be dead. A sandboxed frame keeps it, because its host accepts no second one.
      if (self.origin !== "null") dropChannel(origin, channel);
    };
    return requestToken(
      port,
      { id: ++requestCount, scope, ...(claims !== undefined && { claims }) },
      origin,
      onTimeout,
      abortSignal,
    );
  };
}

function channelTo(origin: string): Promise<MessagePort> {
  const open = channels.get(origin);
  if (open) return open;
  const channel = openChannel(origin);
  channels.set(origin, channel);
  const end = (): void => dropChannel(origin, channel);
  channel.then(
    (port) => port.addEventListener("message", ({ data }: MessageEvent<HostMessage>) => data === "goodbye" && end()),
    end,
  );
  return channel;
}

/** Drops a channel, so that the next request for a token opens another. */
function dropChannel(origin: string, channel: Promise<MessagePort>): void {
  if (channels.get(origin) === channel) channels.delete(origin);
}

/** Offers the host one end of a channel until it accepts. The browser delivers the offer only to `origin`. */
function openChannel(origin: string): Promise<MessagePort> {
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
      port1.onmessage = ({ data }: MessageEvent<HostMessage>) => {
        if (data !== "welcome") return;
        end(port1);
        resolve(port1);
      };
      window.parent.postMessage(HELLO, origin, [port2]);
    };
    const timer = setInterval(send, OFFER_INTERVAL);
    const deadline = setTimeout(() => {
      end();
      reject(new Error(`the host at ${origin} accepted no channel: it must call shareCredential for this frame`));
    }, TIMEOUT);
    send();
  });
}

function requestToken(
  port: MessagePort,
  request: FrameMessage,
  origin: string,
  onTimeout: () => void,
  abortSignal: AbortSignal | undefined,
): Promise<Token> {
  const listening = new AbortController();
  let deadline: ReturnType<typeof setTimeout> | undefined;
  return new Promise<Token>((resolve, reject) => {
    const { signal } = listening;
    const onMessage = ({ data }: MessageEvent<HostMessage>): void => {
      if (data === "goodbye") return reject(new Error(`the host at ${origin} no longer shares its credential`));
      if (typeof data !== "object" || data.id !== request.id) return;
      if ("token" in data) resolve(data.token);
      else reject(new Error(data.failure));
    };
    port.addEventListener("message", onMessage, { signal });
    const cancel = (reason: unknown): void => {
      port.postMessage({ id: request.id, abort: true } satisfies FrameMessage);
      reject(reason);
    };
    abortSignal?.addEventListener("abort", () => cancel(abortSignal.reason), { signal });
    deadline = setTimeout(() => {
      onTimeout();
      cancel(new Error(`the host at ${origin} gave no token within ${TIMEOUT / 1000} seconds`));
    }, TIMEOUT);
    port.postMessage(request);
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
