import type { Credential } from "iotcentral-web";

import { isLoopback } from "../package/shared/loopback.ts";
import { find } from "./find.ts";

/** An application and what opens it. It lives in memory only: never in storage, never in an address. */
export interface Connection {
  endpoint: string;
  token: string;
}

/** The emulator as `cargo xtask demo` starts it. Its token is documented and opens nothing else. */
const EMULATOR: Connection = { endpoint: "http://127.0.0.1:7071", token: "iotcentral-emulator" };

/**
 * What the page connects to when it opens: the emulator, on the address that `?endpoint=` names. Only this machine can
 * be named there: a link must not make somebody hand a token to a stranger's host.
 */
export function initialConnection(search: string): { connection: Connection; notice?: string } {
  const asked = new URLSearchParams(search).get("endpoint");
  if (asked === null) return { connection: EMULATOR };
  const endpoint = applicationAddress(asked);
  if (endpoint !== undefined && isLoopback(endpoint)) return { connection: { ...EMULATOR, endpoint } };
  return {
    connection: EMULATOR,
    notice: "The address in the link was ignored: a link may only name this machine, as in ?endpoint=http://127.0.0.1:7071. Type other addresses in under Connection.",
  };
}

/** A token as the client takes it: API tokens as they are, others through a function. */
export function credential(token: string): Credential {
  return token.startsWith("SharedAccessSignature") ? token : () => token;
}

/**
 * The origin a person means, undefined where the page may not talk to it: its content security policy allows
 * applications of IoT Central over https, and this machine.
 */
function applicationAddress(typed: string): string | undefined {
  const text = typed.trim();
  const scheme = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? "" : isLoopback(`http://${text}`) ? "http://" : "https://";
  const address = scheme + text;
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname, origin, username, password } = new URL(address);
  if (username || password) return undefined;
  const allowed = protocol === "https:" ? hostname.endsWith(".azureiotcentral.com") : protocol === "http:" && isLoopback(origin);
  return allowed ? origin : undefined;
}

/** The form for another application. */
export class ConnectionDialog {
  readonly #dialog = find("connection", HTMLDialogElement);
  readonly #form = find("connection-form", HTMLFormElement);
  readonly #error = find("connection-error");

  constructor(onConnect: (connection: Connection) => void) {
    find("close-connection").addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("close", () => this.#form.reset());
    this.#form.addEventListener("submit", event => {
      event.preventDefault();
      const connection = this.#read();
      if (!connection) return;
      this.#dialog.close();
      onConnect(connection);
    });
  }

  /** Opens the form with the address of today's connection. */
  open({ endpoint }: Connection): void {
    this.#error.textContent = "";
    this.#input("endpoint").value = endpoint;
    this.#dialog.showModal();
    this.#input("token").focus();
  }

  #read(): Connection | undefined {
    const endpoint = applicationAddress(this.#input("endpoint").value);
    const typed = this.#input("token").value.trim();
    if (endpoint === undefined) {
      return this.#refuse("endpoint", "Give an application’s address, such as https://contoso.azureiotcentral.com, or the emulator’s on this machine, such as http://127.0.0.1:7071.");
    }
    const token = typed || (isLoopback(endpoint) ? EMULATOR.token : "");
    if (!token) return this.#refuse("token", "A token is needed: IoT Central lets nobody in without one.");
    return { endpoint, token };
  }

  #refuse(name: string, why: string): undefined {
    this.#error.textContent = why;
    this.#input(name).focus();
  }

  #input(name: string): HTMLInputElement {
    const input = this.#form.elements.namedItem(name);
    if (!(input instanceof HTMLInputElement)) throw new Error(`index.html has no field ${name}`);
    return input;
  }
}
