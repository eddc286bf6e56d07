import type { CommandConfiguration } from "iotcentral-web";

import css from "./command.css?inline";
import { element, isolated } from "../../shared/dom.ts";
import type { Messages } from "../../messages/messages.ts";
import type { Renderer, TileContext } from "../renderer.ts";

/** Characters that still are one line. */
const SHORT = 80;

/** Runs a command of a device, after asking, and shows what the device answers. */
export const command: Renderer<CommandConfiguration> = (host, { command: path, device }, context) => {
  context.adopt(css);
  const { client, messages: { command: words } } = context;
  const button = element("button", { type: "button", class: "primary" }, words.open);
  const outcome = element("div", { class: "outcome", role: "status" });
  const facts = element("p", { class: "facts" }, ...words.on<Node>(isolated(path), isolated(device)));
  host.append(element("div", { class: "command" }, facts, button, outcome));
  if (!client) {
    button.disabled = true;
    outcome.replaceChildren(element("p", {}, words.readOnly));
    return {};
  }

  const ended = new AbortController();
  const run = async (request: unknown): Promise<void> => {
    // Not `disabled`, which would take the keyboard away from it.
    button.ariaDisabled = "true";
    outcome.replaceChildren(element("p", { class: "running" }, words.running));
    try {
      const { component, name } = partsOf(path);
      const { response, responseCode } = await client.devices.runCommand(device, name, request === undefined ? {} : { request }, {
        abortSignal: ended.signal,
        ...(component && { component }),
      });
      outcome.replaceChildren(...answer(response, responseCode, context));
    } catch (error) {
      if (ended.signal.aborted) return;
      outcome.replaceChildren(element("p", { class: "failure" }, explain(error, words)));
    } finally {
      button.ariaDisabled = null;
    }
  };
  button.addEventListener("click", () => {
    if (!button.ariaDisabled) ask(host, path, device, words, request => void run(request));
  });
  return { destroy: () => ended.abort() };
};

/** Asks before anything is sent: what a device does can't be taken back. */
function ask(host: HTMLElement, path: string, device: string, words: Messages["command"], onYes: (request: unknown) => void): void {
  const request = element("textarea", { rows: "3", spellcheck: "false", placeholder: words.noRequest, dir: "ltr" });
  const problem = element("p", { class: "failure", role: "alert" });
  const cancel = element("button", { type: "button" }, words.cancel);
  const confirm = element("button", { type: "button", class: "primary" }, words.run);
  const question = element("h3", {}, ...words.question<Node>(isolated(path), isolated(device)));
  const field = element("label", {}, words.request, request);
  const dialog = element("dialog", { class: "ask" }, question, field, problem, element("div", { class: "buttons" }, cancel, confirm));
  dialog.ariaLabel = words.question(path, device).join("");

  // No form: in a sandbox without forms even one that goes nowhere is refused.
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  confirm.addEventListener("click", () => {
    let told: unknown;
    try {
      told = request.value.trim() ? JSON.parse(request.value) : undefined;
    } catch {
      problem.textContent = words.noJson;
      request.ariaInvalid = "true";
      request.focus();
      return;
    }
    dialog.close();
    onYes(told);
  });
  host.append(dialog);
  dialog.showModal();
  cancel.focus();
}

/** `thermostat.reboot` is the command `reboot` of the component `thermostat`. */
function partsOf(path: string): { component: string | undefined; name: string } {
  const dot = path.indexOf(".");
  return dot < 0 ? { component: undefined, name: path } : { component: path.slice(0, dot), name: path.slice(dot + 1) };
}

function answer(response: unknown, code: number | undefined, { format, messages: { command: words } }: TileContext): HTMLElement[] {
  const failed = code !== undefined && code >= 400;
  const now = Date.now();
  const time = element("time", { datetime: new Date(now).toISOString() }, format.moment(now));
  const verdict = code === undefined ? words.accepted : words.answered(code);
  const line = element("p", failed ? { class: "failure" } : { class: "success" }, verdict, " · ", time);
  if (response === undefined || response === null || response === "") return [line];
  const short = typeof response === "string" ? response : JSON.stringify(response);
  const text = short.length > SHORT && typeof response !== "string" ? JSON.stringify(response, null, 2) : short;
  return [line, element("pre", { tabindex: "0", dir: "auto" }, text)];
}

/** What an error means for whoever pressed the button. */
function explain(error: unknown, words: Messages["command"]): string {
  const { statusCode, code, message } = error as { statusCode?: unknown; code?: unknown; message?: unknown };
  const reason = typeof message === "string" ? message : String(error);
  if (statusCode === 401) return words.unauthorized;
  if (statusCode === 403) return words.forbidden;
  // The service answers 404 for what is unknown and for what can't be reached; only its words tell these apart.
  if (statusCode === 404 && /not (connected|online)|offline|DeviceNotOnline|404103/i.test(`${String(code)} ${reason}`)) {
    return words.notConnected;
  }
  if (statusCode === 404) return words.notFound(reason);
  if (statusCode === 429) return words.busy;
  if (statusCode === 408 || statusCode === 504 || code === "Timeout") return words.timeout;
  if (code === "Network") return words.network;
  return reason;
}
