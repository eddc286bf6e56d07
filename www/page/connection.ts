import type { Credential } from "iotcentral-web";

import { explain } from "../package/element/explain.ts";
import { english } from "../package/messages/en.ts";
import { isLoopback } from "../package/shared/loopback.ts";
import { statusOf } from "../package/shared/retry.ts";
import { copies } from "./copy.ts";
import { find } from "./find.ts";
import { InvalidInput } from "./invalidInput.ts";

/** An application and its credential. Both stay in memory: the token is in no storage and no address. */
export interface Connection {
  endpoint: string;
  token: string;
}

/** The emulator of `cargo xtask demo`. Its token is documented, and no other service accepts it. */
export const EMULATOR: Connection = { endpoint: "http://127.0.0.1:7071", token: "iotcentral-emulator" };

/** The domain of applications in the public cloud. */
const DOMAIN = ".azureiotcentral.com";

/**
 * Returns the connection of a new page: the emulator, at the address of the link's `endpoint` parameter. The parameter
 * may only name this machine: a link must not make a person send a token to an unknown host.
 */
export function initialConnection(asked: string | undefined): { connection: Connection; notice?: string } {
  if (asked === undefined) return { connection: EMULATOR };
  const endpoint = applicationAddress(asked);
  if (endpoint !== undefined && isLoopback(endpoint)) return { connection: { ...EMULATOR, endpoint } };
  return {
    connection: EMULATOR,
    notice:
      "The address in the link was ignored: a link may only name this machine, as in ?endpoint=http://127.0.0.1:7071. Type other addresses in under Connection.",
  };
}

/** Returns a token as a credential: API tokens as they are, others as a function. */
export function credential(token: string): Credential {
  return token.startsWith("SharedAccessSignature") ? token : () => token;
}

/** Finds the token in a pasted text: a header with or without its name, quotes, the JSON of `az`, or a broken line. */
export function tokenIn(pasted: string): string {
  const member = /"accessToken"\s*:\s*"([^"]*)"/.exec(pasted)?.[1] ?? pasted;
  const words = member
    .replace(/["'`“”‘’]/g, "")
    .trim()
    .replace(/^authorization\s*:?/i, "")
    .trim()
    .replace(/[,;]$/, "");
  const [, sas] = /^SharedAccessSignature\s*(\S[^]*)/i.exec(words) ?? [];
  if (sas !== undefined) return `SharedAccessSignature ${sas.replace(/\s/g, "")}`;
  return words.replace(/^bearer(?=\s|ey)/i, "").replace(/\s/g, "");
}

/**
 * Returns the origin of an address, or of an application's name; undefined if the page's content security policy
 * forbids it. The policy allows IoT Central over https, and this machine.
 */
function applicationAddress(typed: string): string | undefined {
  const text = typed.replace(/["'`“”‘’]/g, "").trim();
  if (/^[a-z\d-]+$/i.test(text) && !isLoopback(`http://${text}`)) return `https://${text.toLowerCase()}${DOMAIN}`;
  const scheme = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? "" : isLoopback(`http://${text}`) ? "http://" : "https://";
  const address = scheme + text;
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.username || url.password) return undefined;
  // Nothing is sent over http: the service would only redirect to https.
  if (url.protocol === "http:" && url.hostname.endsWith(DOMAIN) && !url.port) url.protocol = "https:";
  const { protocol, hostname, origin } = url;
  const allowed = protocol === "https:" ? hostname.endsWith(DOMAIN) : protocol === "http:" && isLoopback(origin);
  return allowed ? origin : undefined;
}

type Field = "endpoint" | "token";

/** Returns the connection for an address and a token. Throws an `InvalidInput` if one of them is invalid. */
export function connectionOf(address: string, pasted: string): Connection {
  const endpoint = applicationAddress(address);
  if (endpoint === undefined) {
    throw new InvalidInput(
      "endpoint",
      "Give an application’s address, such as https://contoso.azureiotcentral.com, or the emulator’s on this machine, such as http://127.0.0.1:7071.",
    );
  }
  const token = tokenIn(pasted) || (isLoopback(endpoint) ? EMULATOR.token : "");
  if (!token) throw new InvalidInput("token", "A token is needed: IoT Central answers no request without one.");
  return { endpoint, token };
}

/** The dialog that connects to another application. It closes after the application has answered. */
export class ConnectionDialog {
  readonly #dialog = find("connection", HTMLDialogElement);
  readonly #form = find("connection-form", HTMLFormElement);
  readonly #error = find("connection-error");
  readonly #submit = find("connect", HTMLButtonElement);
  readonly #connect: (connection: Connection, abortSignal: AbortSignal) => Promise<void>;
  #trying = new AbortController();

  /** @param connect Tests a connection and switches to it; throws if the test fails. */
  constructor(connect: (connection: Connection, abortSignal: AbortSignal) => Promise<void>) {
    this.#connect = connect;
    find("close-connection").addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("close", () => {
      this.#trying.abort();
      this.#form.reset();
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#try();
    });
    copies(find("copy-command", HTMLButtonElement), find("command"));
  }

  /** Opens the dialog with an address. */
  open({ endpoint }: Pick<Connection, "endpoint">): void {
    this.#clearError();
    this.#input("endpoint").value = endpoint;
    this.#dialog.showModal();
    this.#input("token").focus();
  }

  async #try(): Promise<void> {
    this.#clearError();
    const connection = this.#read();
    if (!connection) return;
    this.#trying.abort();
    this.#trying = new AbortController();
    const { signal } = this.#trying;
    this.#wait(true);
    try {
      await this.#connect(connection, signal);
      this.#dialog.close();
    } catch (error) {
      if (signal.aborted) return;
      const { title, advice } = explain(error, connection.endpoint, english);
      this.#showError(isRefusal(error) ? "token" : "endpoint", `${title}. ${advice}`);
    } finally {
      if (!signal.aborted || !this.#dialog.open) this.#wait(false);
    }
  }

  #read(): Connection | undefined {
    try {
      const connection = connectionOf(this.#input("endpoint").value, this.#input("token").value);
      this.#input("endpoint").value = connection.endpoint;
      return connection;
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return this.#showError(error.place as Field, error.message);
    }
  }

  /** Shows an error at a field. */
  #showError(field: Field, why: string): undefined {
    const input = this.#input(field);
    input.closest("label")?.after(this.#error);
    this.#error.textContent = why;
    input.ariaInvalid = "true";
    input.setAttribute("aria-errormessage", this.#error.id);
    input.focus();
  }

  #clearError(): void {
    this.#error.textContent = "";
    for (const field of ["endpoint", "token"] as const) {
      this.#input(field).ariaInvalid = null;
      this.#input(field).removeAttribute("aria-errormessage");
    }
  }

  #wait(isWaiting: boolean): void {
    this.#submit.disabled = isWaiting;
    this.#submit.textContent = isWaiting ? "Connecting…" : "Connect";
  }

  #input(name: Field): HTMLInputElement {
    const input = this.#form.elements.namedItem(name);
    if (!(input instanceof HTMLInputElement)) throw new Error(`index.html has no field ${name}`);
    return input;
  }
}

/** Whether the application refused the token. */
export function isRefusal(error: unknown): boolean {
  const status = statusOf(error);
  return status === 401 || status === 403;
}
