import type { Application, ApplicationPatch } from "iotcentral-web";

import { card } from "../../package/element/card.ts";
import { element, isolated } from "../../package/shared/dom.ts";
import { statusOf } from "../../package/shared/retry.ts";
import type { Route } from "../address.ts";
import { openDialog } from "../forms/dialog.ts";
import { checkbox, field, input, select } from "../forms/field.ts";
import { form } from "../forms/form.ts";
import { problem } from "../forms/problem.ts";
import { announce, focusTitle, setTitle } from "../shell.ts";
import type { ShowView, ViewContext } from "../views.ts";
import { openDashboards, showSubscriptionForm, stateOf } from "./list.ts";
import { clientOf, endpointOf, type Management, managementOf } from "./management.ts";
import { begin, onOperations, operationList, operations } from "./operations.ts";
import { PLANS } from "./plans.ts";
import { tagEditor } from "./tags.ts";

type ApplicationRoute = Extract<Route, { view: "application" }>;

/** Shows an application, with a form for the properties that can be changed. */
export const showApplication: ShowView<ApplicationRoute> = async (route, context) => {
  const { host, actions, connection, signal } = context;
  const { group, name } = route;
  const management = managementOf(connection);
  const again = (): void => {
    focusTitle();
    host.replaceChildren();
    actions.replaceChildren();
    void showApplication(route, context);
  };
  if (!management) return showSubscriptionForm(context, again);
  setTitle(name);
  const client = clientOf(management);
  const back = element(
    "p",
    { class: "soft" },
    element("a", { href: "#/applications" }, "Applications"),
    " › ",
    isolated(group),
  );
  const open = (created: Application): void => openDashboards(created, management, context);
  const body = element(
    "div",
    { class: "list", "aria-busy": "true" },
    element("p", { class: "soft" }, "Reading the application…"),
  );
  host.replaceChildren(back, operationList(management, open, signal), body);

  const isRunning = (): boolean =>
    operations().some(
      (one) => one.status === "running" && one.name === name && one.group.toLowerCase() === group.toLowerCase(),
    );
  let isBusy = isRunning();
  // An operation that ends has changed or deleted the application.
  onOperations(() => {
    const was = isBusy;
    isBusy = isRunning();
    if (was && !isBusy) void read();
  }, signal);

  const read = async (): Promise<void> => {
    actions.replaceChildren();
    try {
      const application = await client.get(group, name, { abortSignal: signal });
      setTitle(application.properties?.displayName ?? name);
      body.replaceChildren(
        element(
          "div",
          { class: "columns" },
          changes(application, route, management, context),
          facts(application, management),
        ),
      );
      actions.append(...buttons(application, route, management, context));
    } catch (error) {
      if (signal.aborted) return;
      const isGone = statusOf(error) === 404;
      const title = isGone ? "There is no such application" : "The application could not be read";
      const toList = { label: "All applications", run: () => (location.hash = "#/applications") };
      const retry = { label: "Try again", run: again };
      body.replaceChildren(
        card({ title, advice: problem(error, management.endpoint).text }, isGone ? [toList] : [retry, toList]),
      );
      announce(title);
    } finally {
      body.ariaBusy = null;
    }
  };
  return read();
};

function facts(application: Application, management: Management): HTMLElement {
  const { name = "", location, properties = {}, identity } = application;
  const address = endpointOf(application, management);
  const [state, kind] = stateOf(application);
  const all: [string, Node | string | undefined][] = [
    ["State", element("span", { class: "state", "data-state": kind }, state)],
    ["Name", isolated(name)],
    ["Address", address && element("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, address)],
    ["Location", location],
    ["Template", properties.template],
    ["Application id", properties.applicationId],
    ["Principal id of its identity", identity?.principalId],
  ];
  return element(
    "dl",
    { class: "facts" },
    ...all.flatMap(([term, value]) => (value ? [element("dt", {}, term), element("dd", {}, value)] : [])),
  );
}

function buttons(
  application: Application,
  { group, name }: ApplicationRoute,
  management: Management,
  context: ViewContext,
): HTMLElement[] {
  const remove = element("button", { type: "button", class: "quiet danger", "aria-haspopup": "dialog" }, "Delete…");
  remove.addEventListener("click", () => {
    const typed = input("confirmation", { required: "" });
    typed.addEventListener("input", () =>
      typed.setCustomValidity(typed.value.trim() === name ? "" : `Type ${name} to confirm.`),
    );
    openDialog(`Delete ${application.properties?.displayName ?? name}?`, {
      submit: "Delete",
      busy: "Deleting…",
      isDangerous: true,
      endpoint: () => management.endpoint,
      body: [
        element("p", {}, "Its devices, dashboards and all of their data are deleted with it. This can’t be undone."),
        field(`Type the application’s name, ${name}, to confirm`, typed),
      ],
      work: async () => {
        await begin("delete", group, name, management, clientOf(management).beginDelete(group, name));
        if (!context.signal.aborted) location.hash = "#/applications";
      },
    });
  });
  const open = element("button", { type: "button", class: "primary" }, "Open dashboards");
  open.disabled = !application.properties?.subdomain;
  open.addEventListener("click", () => openDashboards(application, management, context));
  return [remove, open];
}

/** The form for the properties that can be changed. Only those that differ are sent. */
function changes(
  application: Application,
  { group, name }: ApplicationRoute,
  management: Management,
  { signal }: ViewContext,
): HTMLElement {
  const { properties, sku, identity } = application;
  const displayName = input("displayName", { required: "", maxlength: "200", value: properties?.displayName ?? "" });
  const plan = select("plan", PLANS, sku.name);
  const hasIdentity = (identity?.type ?? "None") !== "None";
  const wantsIdentity = element("input", { name: "identity", ...(hasIdentity && { checked: "" }) });
  const tags = tagEditor(application.tags ?? {});
  return form({
    submit: "Save",
    busy: "Saving…",
    endpoint: () => management.endpoint,
    signal,
    fieldOf: (path) =>
      path.includes("displayName")
        ? displayName
        : path.includes("sku")
          ? plan
          : path.includes("identity")
            ? wantsIdentity
            : undefined,
    body: [
      element("h2", {}, "Settings"),
      field("Display name", displayName),
      field("Plan", plan),
      checkbox(
        "System-assigned identity",
        wantsIdentity,
        "Lets the application sign in to other services of Azure without a secret.",
      ),
      tags.element,
    ],
    work: async () => {
      const title = displayName.value.trim();
      const wanted = tags.read();
      const patch: ApplicationPatch = {
        ...(title !== properties?.displayName && { properties: { displayName: title } }),
        ...(plan.value !== sku.name && { sku: { name: plan.value } }),
        ...(wantsIdentity.checked !== hasIdentity && {
          identity: { type: wantsIdentity.checked ? "SystemAssigned" : "None" },
        }),
        ...(!isSame(wanted, application.tags ?? {}) && { tags: wanted }),
      };
      if (Object.keys(patch).length === 0) return announce("There is nothing to save.");
      await begin("update", group, name, management, clientOf(management).beginUpdate(group, name, patch));
      announce("Saving…");
    },
  });
}

function isSame(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
