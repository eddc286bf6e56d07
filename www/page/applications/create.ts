import type { Application, ApplicationTemplate } from "iotcentral-web";

import { element } from "../../package/shared/dom.ts";
import { type Control, checkbox, field, input, select, showHint } from "../forms/field.ts";
import { form } from "../forms/form.ts";
import { problem } from "../forms/problem.ts";
import { focusTitle, setTitle } from "../shell.ts";
import type { ShowView } from "../views.ts";
import { checkWhileTyping } from "./available.ts";
import { showSubscriptionForm } from "./list.ts";
import { clientOf, groupOf, managementOf } from "./management.ts";
import { begin } from "./operations.ts";
import { PLANS } from "./plans.ts";

/** Shows the form for a new application. */
export const showNewApplication: ShowView = async (route, context) => {
  const { host, connection, signal } = context;
  const management = managementOf(connection);
  if (!management) {
    return showSubscriptionForm(context, () => {
      focusTitle();
      host.replaceChildren();
      void showNewApplication(route, context);
    });
  }
  setTitle("New application");
  const client = clientOf(management);

  const displayName = input("displayName", { required: "", maxlength: "200" });
  const group = input("group", {
    required: "",
    list: "groups",
    pattern: "[\\-\\w.\\(\\)]{1,90}",
    "data-advice": "1 to 90 letters, digits, and - _ . ( ).",
  });
  const name = input("name", {
    required: "",
    pattern: "(?!\\d+$)(?!-)[a-zA-Z\\d\\-]{2,99}[a-zA-Z\\d]",
    "data-advice": "3 to 100 letters, digits and hyphens, not digits alone, without a hyphen at its ends.",
  });
  const subdomain = input("subdomain", {
    required: "",
    pattern: "[a-zA-Z\\d]([a-zA-Z\\d\\-]{0,61}[a-zA-Z\\d])",
    "data-advice": "2 to 63 letters, digits and hyphens, without a hyphen at its ends.",
  });
  checkWhileTyping(name, (value, abortSignal) => client.checkNameAvailability(value, { abortSignal }), signal);
  checkWhileTyping(
    subdomain,
    (value, abortSignal) => client.checkSubdomainAvailability(value, { abortSignal }),
    signal,
  );
  derive(name, displayName, slug);
  derive(subdomain, name, slug);

  const plan = select("plan", PLANS, "ST2");
  const identity = element("input", { name: "identity" });
  const templateHost = element("div", { class: "fields", "aria-busy": "true" });
  let template: Control = input("template");
  let location: Control = input("location", { required: "", value: "eastus" });
  const groups = element("datalist", { id: "groups" });
  const place = new Map<string, Control>([
    ["subdomain", subdomain],
    ["displayName", displayName],
    ["name", name],
    ["sku", plan],
    ["identity", identity],
  ]);

  host.replaceChildren(
    form({
      submit: "Create",
      busy: "Creating…",
      endpoint: () => management.endpoint,
      signal,
      before: [element("a", { class: "button", href: "#/applications" }, "Cancel")],
      fieldOf: (path) =>
        place.get(path.split(/[./]/).at(-1) ?? "") ??
        (path.includes("template") ? template : path.includes("location") ? location : undefined),
      body: [
        element("p", { class: "soft" }, "Subscription ", element("code", {}, management.subscription)),
        field("Display name", displayName, "The title that people see."),
        field("Resource group", group, "An existing one: this page creates none."),
        groups,
        field("Name", name, name.dataset["advice"]),
        field("Subdomain", subdomain, subdomain.dataset["advice"]),
        templateHost,
        field("Plan", plan),
        checkbox(
          "System-assigned identity",
          identity,
          "Lets the application sign in to other services of Azure, such as a storage account, without a secret.",
        ),
      ],
      work: async (abortSignal) => {
        const application: Application = {
          location: location.value.trim(),
          sku: { name: plan.value },
          properties: {
            displayName: displayName.value.trim(),
            subdomain: subdomain.value,
            ...(template.value && { template: template.value.trim() }),
          },
          ...(identity.checked && { identity: { type: "SystemAssigned" } }),
        };
        await begin(
          "create",
          group.value,
          name.value,
          management,
          client.beginCreateOrUpdate(group.value, name.value, application),
        );
        if (!abortSignal.aborted) globalThis.location.hash = "#/applications";
      },
    }),
  );
  for (const control of [name, subdomain])
    control.closest(".field")?.querySelector(".hint")?.setAttribute("role", "status");

  const [templates, known, failure] = await readChoices(client, signal);
  if (signal.aborted) return;
  groups.append(...known.map((value) => element("option", { value })));
  templateHost.ariaBusy = null;
  if (templates.length > 0) {
    const byId = new Map(templates.map((one) => [idOf(one), one]));
    const chosen = [...byId.keys()].find((id) => id.startsWith("iotc-pnp-preview")) ?? "";
    const templateSelect = select(
      "template",
      [...byId].map(([id, one]) => [id, one.title ?? id]),
      chosen,
    );
    const locationHost = element("div");
    const applyTemplate = (): void => {
      const { locations = [], description = "" } = byId.get(templateSelect.value) ?? {};
      showHint(templateSelect, description);
      const ids = locations.flatMap(({ id, displayName: title }) => (id ? [[id, title ?? id] as const] : []));
      const before = location.value;
      location =
        ids.length > 0
          ? select("location", ids, ids.some(([id]) => id === before) ? before : "")
          : input("location", { required: "", value: before });
      locationHost.replaceChildren(field("Location", location, "It never changes."));
    };
    template = templateSelect;
    templateHost.replaceChildren(field("Template", templateSelect), locationHost);
    templateSelect.addEventListener("change", applyTemplate);
    applyTemplate();
  } else {
    const why =
      failure === undefined ? "" : `The templates could not be read. ${problem(failure, management.endpoint).text}`;
    templateHost.replaceChildren(
      field(
        "Template",
        template,
        `Its id and version, such as iotc-pnp-preview@1.0.0; empty for a blank application. ${why}`,
      ),
      field("Location", location, "Such as eastus. It never changes."),
    );
  }
};

/** Reads the choices of the form: the templates, and the resource groups of existing applications. */
async function readChoices(
  client: ReturnType<typeof clientOf>,
  abortSignal: AbortSignal,
): Promise<[templates: ApplicationTemplate[], groups: string[], failure: unknown]> {
  const templates: ApplicationTemplate[] = [];
  const groups = new Set<string>();
  let failure: unknown;
  const reading = [
    (async () => {
      for await (const one of client.listTemplates({ abortSignal })) templates.push(one);
    })(),
    (async () => {
      for await (const application of client.listBySubscription({ abortSignal })) groups.add(groupOf(application));
    })(),
  ];
  const [outcome] = await Promise.allSettled(reading);
  if (outcome?.status === "rejected") failure = outcome.reason;
  templates.sort((one, other) => (one.order ?? 0) - (other.order ?? 0));
  return [templates, [...groups].sort(), failure];
}

function idOf({ manifestId = "", manifestVersion }: ApplicationTemplate): string {
  return manifestVersion ? `${manifestId}@${manifestVersion}` : manifestId;
}

/** Fills a field from another one, until the person types in the field. */
function derive(field: HTMLInputElement, source: HTMLInputElement, make: (text: string) => string): void {
  let isOwn = false;
  field.addEventListener("input", (event) => (isOwn ||= event.isTrusted));
  source.addEventListener("input", () => {
    if (isOwn) return;
    field.value = make(source.value);
    field.dispatchEvent(new Event("input"));
  });
}

/** Makes a name from a title: "Contoso, hall 1" becomes contoso-hall-1. */
function slug(title: string): string {
  const plain = title.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain
    .replace(/[^a-z\d]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 63);
}
