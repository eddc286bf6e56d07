import type { Application } from "iotcentral-web";

import { card } from "../../package/element/card.ts";
import { element, isolated } from "../../package/shared/dom.ts";
import { waitForRetry } from "../../package/shared/retry.ts";
import { applicationLink } from "../address.ts";
import { openDialog } from "../forms/dialog.ts";
import { form } from "../forms/form.ts";
import { problem } from "../forms/problem.ts";
import { addNotice, announce, focusTitle } from "../shell.ts";
import type { ShowView, ViewContext } from "../views.ts";
import { clientOf, endpointOf, groupOf, type Management, managementOf, subscriptionForm } from "./management.ts";
import { onOperations, operationList, operations, resume } from "./operations.ts";

/** Shows the applications of a subscription, by resource group. */
export const showApplications: ShowView = (route, context) => {
  const { host, actions, connection, signal } = context;
  const management = managementOf(connection);
  const again = (): void => {
    focusTitle();
    host.replaceChildren();
    actions.replaceChildren();
    void showApplications(route, context);
  };
  if (!management) return showSubscriptionForm(context, again);
  resume(management);

  const create = element("a", { class: "button primary", href: "#/applications/new" }, "New application");
  const refresh = element("button", { type: "button", class: "quiet" }, "Refresh");
  actions.append(refresh, create);

  const change = element("button", { type: "button", class: "small", "aria-haspopup": "dialog" }, "Change…");
  change.addEventListener("click", () => openDialog("Subscription", subscriptionForm(connection, again)));
  const where = element(
    "p",
    { class: "soft" },
    "Subscription ",
    element("code", {}, management.subscription),
    " ",
    change,
  );
  const list = element(
    "div",
    { class: "list", "aria-busy": "true" },
    element("p", { class: "soft" }, "Reading applications…"),
  );
  const open = (application: Application): void => openDashboards(application, management, context);
  host.append(where, operationList(management, open, signal), list);

  let reading = new AbortController();
  const read = async (): Promise<void> => {
    reading.abort();
    reading = new AbortController();
    const ending = AbortSignal.any([signal, reading.signal]);
    try {
      // Polls while applications change for which this tab has no operation.
      do {
        const applications = await readAll(management, ending);
        if (ending.aborted) return;
        fill(list, applications, management, open);
        if (!applications.some(isChanging)) return;
        await waitForRetry(ending);
      } while (!ending.aborted);
    } catch (error) {
      if (ending.aborted) return;
      const title = "The applications could not be read";
      list.ariaBusy = null;
      list.replaceChildren(
        card({ title, advice: problem(error, management.endpoint).text }, [
          { label: "Try again", run: again },
          { label: "Change subscription…", run: () => change.click() },
        ]),
      );
      announce(title);
    }
  };
  refresh.addEventListener("click", () => void read());
  onOperations(() => void read(), signal);
  return read();
};

/** Shows the dashboards of an application. */
export function openDashboards(
  application: Application,
  management: Management,
  { openApplication }: ViewContext,
): void {
  const endpoint = endpointOf(application, management);
  if (endpoint) openApplication(endpoint);
}

/** Shows the form for a subscription, in a view that needs one. */
export function showSubscriptionForm({ host, connection, signal }: ViewContext, done: () => void): void {
  const created = form({ ...subscriptionForm(connection, done), signal });
  created.prepend(
    element("h2", {}, "Sign in to a subscription"),
    element(
      "p",
      { class: "soft" },
      "Applications are resources of Azure. To see, create and change them, the page needs a token for Azure Resource Manager.",
    ),
  );
  const open = operations().length > 0 ? [operationList(undefined, () => {}, signal)] : [];
  created.classList.add("card");
  host.replaceChildren(...open, created);
}

async function readAll(management: Management, abortSignal: AbortSignal): Promise<Application[]> {
  const applications: Application[] = [];
  const onMalformed = ({ message, pointer }: { message: string; pointer: string }): void =>
    addNotice(`An application could not be read and is left out: ${message} (${pointer})`);
  for await (const application of clientOf(management).listBySubscription({ abortSignal, onMalformed }))
    applications.push(application);
  return applications;
}

function fill(
  list: HTMLElement,
  applications: readonly Application[],
  management: Management,
  open: (application: Application) => void,
): void {
  list.ariaBusy = null;
  if (applications.length === 0) {
    const advice = "This subscription has no IoT Central application that the token may see. Create the first one.";
    return list.replaceChildren(
      card({ title: "No applications yet", advice }, [
        { label: "New application", run: () => (location.hash = "#/applications/new") },
      ]),
    );
  }
  const focused =
    document.activeElement instanceof HTMLElement && list.contains(document.activeElement)
      ? document.activeElement.dataset["key"]
      : undefined;
  const groups = new Map<string, Application[]>();
  for (const application of applications.toSorted(byName))
    groups.set(groupOf(application), [...(groups.get(groupOf(application)) ?? []), application]);
  const head = ["Name", "Address", "Location", "Plan", "State"].map((name) => element("th", { scope: "col" }, name));
  const table = element(
    "table",
    { class: "applications" },
    element("thead", {}, element("tr", {}, ...head, element("td"))),
    ...[...groups]
      .toSorted(([one], [other]) => one.localeCompare(other))
      .map(([group, members]) =>
        element(
          "tbody",
          {},
          element("tr", {}, element("th", { scope: "rowgroup", colspan: "6" }, isolated(group))),
          ...members.map((application) => row(application, management, open)),
        ),
      ),
  );
  list.replaceChildren(table);
  if (focused) list.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function row(application: Application, management: Management, open: (application: Application) => void): HTMLElement {
  const { name = "", location, sku, properties } = application;
  const title = properties?.displayName ?? name;
  const group = groupOf(application);
  const [state, kind] = stateOf(application);
  const link = element(
    "a",
    { href: applicationLink(group, name), "data-key": `link ${group}/${name}` },
    isolated(title),
  );
  const button = element(
    "button",
    { type: "button", class: "small", "data-key": `open ${group}/${name}`, "aria-label": `Dashboards of ${title}` },
    "Dashboards",
  );
  const address = endpointOf(application, management);
  button.disabled = address === undefined || properties?.provisioningState === "Creating";
  button.addEventListener("click", () => open(application));
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, link, element("span", { class: "soft" }, isolated(name))),
    element("td", { "data-label": "Address" }, address ? isolated(new URL(address).host) : "none"),
    element("td", { "data-label": "Location" }, location),
    element("td", { "data-label": "Plan" }, sku.name),
    element("td", { "data-label": "State" }, element("span", { class: "state", "data-state": kind }, state)),
    element("td", {}, button),
  );
}

/** The state of an application in a word, and the word's style. */
export function stateOf({ properties }: Application): [word: string, kind: "good" | "busy" | "bad" | ""] {
  const { provisioningState, state } = properties ?? {};
  switch (provisioningState) {
    case "Creating":
    case "Updating":
    case "Deleting":
      return [`${provisioningState}…`, "busy"];
    case "Failed":
    case "Canceled":
      return [provisioningState, "bad"];
    default:
      return state === "suspended"
        ? ["Suspended", "bad"]
        : state === "created" || state === undefined
          ? ["Ready", "good"]
          : [state, ""];
  }
}

function isChanging(application: Application): boolean {
  return stateOf(application)[1] === "busy";
}

function byName(one: Application, other: Application): number {
  return (one.properties?.displayName ?? one.name ?? "").localeCompare(
    other.properties?.displayName ?? other.name ?? "",
  );
}
