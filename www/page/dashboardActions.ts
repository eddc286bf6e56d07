import type { Dashboard } from "iotcentral-web";

import { element } from "../package/shared/dom.ts";
import { parameter } from "./address.ts";
import { countOfTiles } from "./dashboards.ts";
import { openDialog } from "./forms/dialog.ts";
import { field, input, select } from "./forms/field.ts";
import type { DashboardHost } from "./manage.ts";
import { announce } from "./shell.ts";

/** Asks for the name and the organization of a new dashboard, and creates it. */
export function create(host: DashboardHost): void {
  const organization = select("organization", [["", "All of the application"]]);
  const organizations = field("Organization", organization, "The organization whose users see it.");
  organizations.hidden = true;
  nameDialog(
    "New dashboard",
    ["Create", "Creating…"],
    "",
    host,
    async (displayName, abortSignal) => {
      const of = organization.value ? { organizations: [organization.value] } : {};
      const dashboard = { displayName, tiles: [], ...of };
      host.changed(await host.client().dashboards.create(newId(), dashboard, { abortSignal }), true);
    },
    [organizations],
  );
  void listOrganizations(host, organization).then((found) => (organizations.hidden = !found));
}

/** Adds the application's organizations to a list of choices. Returns whether the role may see any. */
async function listOrganizations(host: DashboardHost, choice: HTMLSelectElement): Promise<boolean> {
  try {
    for await (const { id = "", displayName = id } of host.client().organizations.list())
      choice.append(element("option", { value: id }, displayName));
  } catch {
    // A dashboard needs no organization.
  }
  return choice.length > 1;
}

/** Renames a dashboard. Keeps other changes that were made meanwhile. */
export function rename(dashboard: Dashboard, host: DashboardHost): void {
  nameDialog(
    `Rename ${dashboard.displayName}`,
    ["Rename", "Renaming…"],
    dashboard.displayName,
    host,
    async (displayName, abortSignal) => {
      const renamed = await host
        .client()
        .dashboards.edit(dashboard.id ?? "", (current) => ({ ...current, displayName }), { abortSignal });
      host.changed(renamed);
    },
  );
}

/** Creates a copy of a dashboard. */
export function copy(dashboard: Dashboard, host: DashboardHost): void {
  nameDialog(
    `Copy ${dashboard.displayName}`,
    ["Copy", "Copying…"],
    `${dashboard.displayName} (copy)`,
    host,
    async (displayName, abortSignal) => {
      // The service assigns id and etag. The copy of a personal dashboard is visible to everyone in the application.
      const { id: _id, etag: _etag, personal: _personal, tiles = [], ...rest } = dashboard;
      const copied = { ...rest, displayName, favorite: false, tiles: tiles.map(({ id: _, ...tile }) => tile) };
      host.changed(await host.client().dashboards.create(newId(), copied, { abortSignal }), true);
    },
  );
}

/** Deletes a dashboard after a confirmation. */
export function remove(dashboard: Dashboard, host: DashboardHost): void {
  openDialog(`Delete ${dashboard.displayName}?`, {
    submit: "Delete",
    busy: "Deleting…",
    isDangerous: true,
    endpoint: () => host.client().endpoint,
    body: [
      element(
        "p",
        {},
        `It is deleted for all who see it, with its ${countOfTiles(dashboard)}. Devices and their data stay. This can’t be undone.`,
      ),
    ],
    work: async (abortSignal) => {
      await host.client().dashboards.delete(dashboard.id ?? "", { abortSignal });
      host.removed(dashboard);
      announce(`${dashboard.displayName} is deleted.`);
    },
  });
}

/** Shows the HTML that embeds the dashboard in another page, to be copied. */
export function embed(dashboard: Dashboard, host: DashboardHost): void {
  const theme = parameter("theme");
  const tag = element("iot-central-dashboard" as "div", {
    endpoint: host.client().endpoint,
    "dashboard-id": dashboard.id ?? "",
    ...(theme && { theme }),
  }).outerHTML;
  const code = element(
    "code",
    {},
    `${tag}
<script type="module">
  import "iotcentral-web/element";
  // Of @azure/identity, or a function that returns a token.
  document.querySelector("iot-central-dashboard").credential = credential;
</script>`,
  );
  openDialog(`Embed ${dashboard.displayName}`, {
    submit: "Copy",
    busy: "Copying…",
    endpoint: () => host.client().endpoint,
    body: [
      element(
        "p",
        { class: "soft" },
        "These lines show the dashboard in a page of yours, with the package iotcentral-web.",
      ),
      element("pre", { tabindex: "0" }, code),
    ],
    work: async () => {
      try {
        await navigator.clipboard.writeText(code.textContent ?? "");
      } catch {
        getSelection()?.selectAllChildren(code);
        throw new Error("The browser keeps its clipboard from this page. The lines are selected: copy them by hand.");
      }
      announce("Copied");
    },
  });
}

function nameDialog(
  title: string,
  [submit, busy]: [string, string],
  value: string,
  host: DashboardHost,
  work: (name: string, signal: AbortSignal) => Promise<void>,
  more: readonly Node[] = [],
): void {
  const name = input("displayName", {
    required: "",
    pattern: ".*\\S.*",
    "data-advice": "A name has at least one character.",
    maxlength: "200",
    value,
  });
  openDialog(title, {
    submit,
    busy,
    endpoint: () => host.client().endpoint,
    fieldOf: (place) => (place.includes("displayName") ? name : undefined),
    body: [field("Name", name), ...more],
    work: (signal) => work(name.value.trim(), signal),
  });
  name.select();
}

/** Creates an id like the portal's: `dtmi:kkfvwa2xi:p7pyt5x38`. */
function newId(): string {
  const part = (): string => {
    const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
    return `p${(high * 2 ** 20 + (low >>> 12)).toString(36).padStart(10, "0")}`;
  };
  return `dtmi:${part()}:${part()}`;
}
