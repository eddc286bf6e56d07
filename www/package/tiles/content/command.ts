import type { CommandConfiguration, TemplateCapability } from "iotcentral-web";
import type { Messages } from "../../messages/messages.ts";
import { element, isolated } from "../../shared/dom.ts";
import { type FittedList, fitList } from "../parts/fit.ts";
import type { Renderer, TileContext } from "../renderer.ts";
import css from "./command.css?inline";
import { type Form, formFor, InvalidInput, named } from "./form.ts";

/** The longest answer that is shown on one line, in characters. */
const MAX_LINE_LENGTH = 80;

/** Runs a command of a device after a confirmation, and shows the device's answer. */
export const command: Renderer<CommandConfiguration> = (host, { command: path, device }, context) => {
  context.adopt(css);
  const {
    client,
    messages: { command: words },
  } = context;
  const button = element("button", { type: "button", class: "primary" }, words.open);
  const outcome = element("div", { class: "outcome", role: "status" });
  const [title, name] = [isolated(path), isolated(device)];
  const facts = element(
    "p",
    { class: "facts", title: context.messages.names.capabilityOf(path, device) },
    ...words.on<Node>(title, name),
  );
  host.append(element("div", { class: "command" }, facts, button, outcome));
  if (!client) {
    button.disabled = true;
    outcome.replaceChildren(element("p", {}, words.readOnly));
    return {};
  }

  const ended = new AbortController();
  let shown: FittedList | undefined;
  let description: TemplateCapability | undefined;
  const describe = async (): Promise<void> => {
    const { displayName, template } = await client.devices.get(device, { abortSignal: ended.signal });
    if (displayName) name.textContent = displayName;
    if (!template) return;
    const capabilities = await client.deviceTemplates.getCapabilities(template, {
      locale: context.format.locale,
      abortSignal: ended.signal,
    });
    description = capabilities.find(({ kind, path: own }) => kind === "command" && own === path);
    // A command without a display name has the last part of its path for one; the full path says more.
    if (description && description.displayName !== partsOf(path).name) title.textContent = description.displayName;
  };
  // If the names can't be loaded, the tile shows ids and takes JSON, so the command can still be run.
  describe().catch(() => {});
  const run = async (request: unknown): Promise<void> => {
    // `disabled` would take the focus from the button.
    button.ariaDisabled = "true";
    shown?.destroy();
    outcome.replaceChildren(element("p", { class: "running" }, words.running));
    try {
      const { component, name: command } = partsOf(path);
      const { response, responseCode } = await client.devices.runCommand(
        device,
        command,
        request === undefined ? {} : { request },
        {
          abortSignal: ended.signal,
          ...(component && { component }),
        },
      );
      outcome.replaceChildren(verdict(responseCode, context));
      const lines = linesOf(named(response, description?.response));
      if (lines.length === 0) return;
      const list = element("pre", { class: "answer", tabindex: "0", dir: "auto" });
      outcome.append(list);
      shown = fitList(list, context);
      shown.show(lines.map((line) => element("span", {}, line)));
    } catch (error) {
      if (ended.signal.aborted) return;
      outcome.replaceChildren(element("p", { class: "failure" }, explain(error, words)));
    } finally {
      button.ariaDisabled = null;
    }
  };
  button.addEventListener("click", () => {
    if (button.ariaDisabled) return;
    const form =
      description && !description.request
        ? undefined
        : formFor(description?.request?.name || words.request, description?.request?.schema ?? { type: "any" }, words);
    ask(host, title.textContent, name.textContent, form, words, (request) => void run(request));
  });
  return {
    destroy() {
      ended.abort();
      shown?.destroy();
    },
  };
};

/** Asks for the request and a confirmation: what a device does can't be undone. */
function ask(
  host: HTMLElement,
  command: string,
  device: string,
  form: Form | undefined,
  words: Messages["command"],
  onYes: (request: unknown) => void,
): void {
  const problem = element("p", { class: "failure", role: "alert" });
  const cancel = element("button", { type: "button" }, words.cancel);
  const confirm = element("button", { type: "button", class: "primary" }, words.run);
  const question = element("h3", {}, ...words.question<Node>(isolated(command), isolated(device)));
  const dialog = element(
    "dialog",
    { class: "ask" },
    question,
    ...(form ? [form.element] : []),
    problem,
    element("div", { class: "buttons" }, cancel, confirm),
  );
  dialog.ariaLabel = words.question(command, device).join("");

  // There is no `<form>`: a sandbox without `allow-forms` refuses even `method="dialog"`.
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  confirm.addEventListener("click", () => {
    let request: unknown;
    try {
      request = form?.read();
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      problem.textContent = error.message;
      return;
    }
    dialog.close();
    onYes(request);
  });
  host.append(dialog);
  dialog.showModal();
  cancel.focus();
}

/** Splits `thermostat.reboot` into the component `thermostat` and its command `reboot`. */
function partsOf(path: string): { component: string | undefined; name: string } {
  const dot = path.indexOf(".");
  return dot < 0 ? { component: undefined, name: path } : { component: path.slice(0, dot), name: path.slice(dot + 1) };
}

/** Returns a line with the device's response code and the time. */
function verdict(code: number | undefined, { format, messages: { command: words } }: TileContext): HTMLElement {
  const failed = code !== undefined && code >= 400;
  const now = Date.now();
  const time = element("time", { datetime: new Date(now).toISOString() }, format.moment(now));
  return element(
    "p",
    failed ? { class: "failure" } : { class: "success" },
    code === undefined ? words.accepted : words.answered(code),
    " · ",
    time,
  );
}

/** Returns the lines of the device's answer, which is text or JSON. */
function linesOf(response: unknown): string[] {
  if (response === undefined || response === null || response === "") return [];
  if (typeof response === "string") return response.split("\n");
  const short = JSON.stringify(response);
  return short.length > MAX_LINE_LENGTH ? JSON.stringify(response, null, 2).split("\n") : [short];
}

/** Explains an error to the person who pressed the button. */
function explain(error: unknown, words: Messages["command"]): string {
  const { statusCode, code, message } = error as { statusCode?: unknown; code?: unknown; message?: unknown };
  const reason = typeof message === "string" ? message : String(error);
  if (statusCode === 401) return words.unauthorized;
  if (statusCode === 403) return words.forbidden;
  // The service answers 404 both for an unknown device and for one that isn't connected. Only the text tells which.
  if (
    statusCode === 404 &&
    /not (connected|online)|offline|DeviceNotOnline|404103/i.test(`${String(code)} ${reason}`)
  ) {
    return words.notConnected;
  }
  if (statusCode === 404) return words.notFound(reason);
  if (statusCode === 429) return words.busy;
  if (statusCode === 408 || statusCode === 504 || code === "Timeout") return words.timeout;
  if (code === "Network") return words.network;
  return reason;
}
