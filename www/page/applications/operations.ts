import type { Application, Poller } from "iotcentral-web";

import { element } from "../../package/shared/dom.ts";
import { applicationLink } from "../address.ts";
import { find } from "../find.ts";
import { problem } from "../forms/problem.ts";
import { addNotice, announce, focusTitle } from "../shell.ts";
import { OPERATIONS, storage } from "../storage.ts";
import { clientOf, type Management } from "./management.ts";

type Kind = "create" | "update" | "delete";

/** An operation as stored for the tab, to resume it after a reload. It contains no token. */
interface Saved {
  kind: Kind;
  group: string;
  name: string;
  endpoint: string;
  subscription: string;
  /** When the operation began, in milliseconds since 1970. */
  since: number;
  /** The saved state of the poller. */
  text: string;
}

/** A long-running operation of an application. */
export interface Operation extends Saved {
  /** `interrupted`: the operation may continue at the service, but the page could not read its status. */
  status: "waiting" | "running" | "succeeded" | "failed" | "interrupted";
  error?: unknown;
  /** The application after it was created or updated. */
  result?: Application;
}

const WORDS: Record<Kind, [running: string, done: string, failed: string]> = {
  create: ["Creating", "Created", "could not be created"],
  update: ["Changing", "Changed", "could not be changed"],
  delete: ["Deleting", "Deleted", "could not be deleted"],
};

const all: Operation[] = read();
const listeners = new Set<() => void>();
showCount();

/** All operations of this tab that the person has not dismissed. */
export function operations(): readonly Operation[] {
  return all;
}

/** Calls the function when an operation begins, ends or is dismissed, until the signal aborts. */
export function onOperations(changed: () => void, signal: AbortSignal): void {
  listeners.add(changed);
  signal.addEventListener("abort", () => listeners.delete(changed));
}

/** Begins an operation. Rejects if the service refuses it; a later failure appears in the operation's entry. */
export async function begin(
  kind: Kind,
  group: string,
  name: string,
  management: Management,
  poller: Poller<Application | void>,
): Promise<void> {
  await poller.poll();
  const { endpoint, subscription } = management;
  const operation: Operation = {
    kind,
    group,
    name,
    endpoint,
    subscription,
    since: Date.now(),
    text: poller.toString(),
    status: "running",
  };
  all.push(operation);
  void follow(operation, poller);
}

/** Resumes the operations that a reload or a failure has interrupted. */
export function resume(management: Management): void {
  const client = clientOf(management);
  for (const operation of all) {
    const { status, endpoint, subscription, text } = operation;
    if (status !== "waiting" && status !== "interrupted") continue;
    if (endpoint !== management.endpoint || subscription !== management.subscription) continue;
    try {
      void follow(operation, client.restorePoller(text));
    } catch (error) {
      end(operation, { status: "failed", error });
    }
  }
}

/** Removes an operation from the list. At the service it continues. */
export function dismiss(operation: Operation): void {
  const index = all.indexOf(operation);
  if (index >= 0) all.splice(index, 1);
  changed();
}

async function follow(operation: Operation, poller: Poller<Application | void>): Promise<void> {
  operation.status = "running";
  changed();
  const ended = poller.onProgress(() => {
    operation.text = poller.toString();
    save();
  });
  try {
    const result = await poller.pollUntilDone();
    end(operation, { status: "succeeded", ...(result && { result }) });
  } catch (error) {
    end(operation, { status: poller.isDone() ? "failed" : "interrupted", error });
  } finally {
    ended();
  }
}

function end(operation: Operation, outcome: Pick<Operation, "status" | "error" | "result">): void {
  Object.assign(operation, outcome);
  const text = words(operation);
  if (location.hash.startsWith("#/applications")) announce(text);
  else if (all.includes(operation)) addNotice(`${text} `, element("a", { href: "#/applications" }, "Applications"));
  changed();
}

/** Describes an operation in a sentence. */
function words({ kind, name, status, error, endpoint }: Operation): string {
  const [running, done, failed] = WORDS[kind];
  switch (status) {
    case "succeeded":
      return `${done} ${name}.`;
    case "failed":
      return `${name} ${failed}. ${problem(error, endpoint).text}`;
    case "interrupted":
      return `${running} ${name}: the progress could not be read. ${problem(error, endpoint).text}`;
    case "waiting":
      return `${running} ${name}: enter a token for its subscription to see the progress.`;
    case "running":
      return `${running} ${name}`;
  }
}

/** Lists the operations until the signal aborts. `open` shows the dashboards of an application that was created. */
export function operationList(
  management: Management | undefined,
  open: (created: Application) => void,
  signal: AbortSignal,
): HTMLElement {
  const list = element("ul", { class: "operations", "aria-label": "Operations" });
  const show = (): void => {
    const hadFocus = list.contains(document.activeElement);
    list.replaceChildren(...all.map(entry));
    if (hadFocus) focusTitle();
  };
  const entry = (operation: Operation): HTMLElement => {
    const { status, result, group, name, kind } = operation;
    const item = element("li", { "data-status": status }, element("p", { dir: "auto" }, words(operation)));
    const action = (label: string, run: () => void): void => {
      const button = element(
        "button",
        { type: "button", class: "small", "aria-label": `${label}: ${words(operation)}` },
        label,
      );
      button.addEventListener("click", run);
      item.append(button);
    };
    if (status === "running")
      item.append(
        element("progress", { "aria-label": words(operation) }),
        element("span", { class: "elapsed", "data-since": String(operation.since) }),
      );
    if (status === "interrupted" && management) action("Try again", () => resume(management));
    if (status === "succeeded" && kind === "create" && result) action("Open dashboards", () => open(result));
    if (status === "failed" && kind !== "create")
      item.append(element("a", { href: applicationLink(group, name) }, "Look at it"));
    if (status !== "running") action("Dismiss", () => dismiss(operation));
    return item;
  };
  const tick = (): void => {
    for (const span of list.querySelectorAll<HTMLElement>(".elapsed"))
      span.textContent = `${Math.max(0, Math.round((Date.now() - Number(span.dataset["since"])) / 1000))} s`;
  };
  onOperations(() => {
    show();
    tick();
  }, signal);
  const timer = setInterval(tick, 1000);
  signal.addEventListener("abort", () => clearInterval(timer));
  show();
  tick();
  return list;
}

function changed(): void {
  save();
  showCount();
  for (const listener of listeners) listener();
}

/** Shows in the navigation how many operations run, for readers of other views. */
function showCount(): void {
  const running = all.filter(({ status }) => status === "running").length;
  find("running").textContent = `${running} running`;
  find("running").hidden = running === 0;
}

function save(): void {
  const open = all.filter(({ status }) => status === "running" || status === "waiting" || status === "interrupted");
  const saved = open.map(
    ({ kind, group, name, endpoint, subscription, since, text }): Saved => ({
      kind,
      group,
      name,
      endpoint,
      subscription,
      since,
      text,
    }),
  );
  if (saved.length > 0) storage()?.setItem(OPERATIONS, JSON.stringify(saved));
  else storage()?.removeItem(OPERATIONS);
}

function read(): Operation[] {
  try {
    const saved = JSON.parse(storage()?.getItem(OPERATIONS) ?? "[]") as Saved[];
    return saved.map((operation) => ({ ...operation, status: "waiting" }));
  } catch {
    return [];
  }
}
