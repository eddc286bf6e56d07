import {
  type Dashboard,
  type DashboardDocument,
  type DashboardImportPlan,
  type DashboardReferenceMap,
  type ImportDashboardsOptions,
  IotCentralClient,
  type PlannedDashboard,
} from "iotcentral-web";

import { element, isolated } from "../package/shared/dom.ts";
import { download } from "../package/shared/download.ts";
import { type Connection, connectionOf, credential } from "./connection.ts";
import { openDialog } from "./forms/dialog.ts";
import { type Control, field, input, select } from "./forms/field.ts";
import { InvalidInput } from "./invalidInput.ts";
import type { DashboardHost } from "./manage.ts";
import { announce } from "./shell.ts";

const KINDS = ["deviceGroups", "devices", "organizations", "capabilities"] as const;
type Kind = (typeof KINDS)[number];

const NAMES: Readonly<Record<Kind, string>> = {
  deviceGroups: "Device group",
  devices: "Device",
  organizations: "Organization",
  capabilities: "Capability",
};

const ACTIONS: Readonly<Record<PlannedDashboard["action"], string>> = {
  create: "is created",
  replace: "replaces the existing one",
  copy: "is created as a copy",
  skip: "is left unchanged",
  equal: "exists already",
};

/** Saves a dashboard, or all that aren't personal, as a file. */
export function exportFile(host: DashboardHost, dashboard?: Dashboard): void {
  const title = dashboard ? `Export ${dashboard.displayName}` : "Export all dashboards";
  const about =
    "The file holds the dashboards, and the names of the device groups, devices and organizations that they show. It holds no token.";
  openDialog(title, {
    submit: "Save file",
    busy: "Reading…",
    endpoint: () => host.client().endpoint,
    body: [element("p", { class: "soft" }, about)],
    work: async (abortSignal) => {
      const ids = dashboard ? [dashboard.id ?? ""] : undefined;
      const document = await host.client().exportDashboards(ids, { abortSignal });
      abortSignal.throwIfAborted();
      save(`${dashboard?.displayName ?? new URL(host.client().endpoint).hostname}.dashboards.json`, document);
      announce(`${count(document.dashboards.length)} exported`);
    },
  });
}

/** Asks for a file, and shows the plan of its import. */
export function importFile(host: DashboardHost): void {
  const file = input("file", { type: "file", accept: ".json,application/json", required: "" });
  const conflict = conflictField();
  openDialog("Import dashboards", {
    submit: "Show plan",
    busy: "Reading…",
    endpoint: () => host.client().endpoint,
    fieldOf: (place) => (place.startsWith("/document") ? file : undefined),
    body: [
      field("File", file, "A file that this page exported. Nothing is written before you have seen the plan."),
      conflict.field,
    ],
    work: async (abortSignal) => {
      const document = parse(await file.files?.[0]?.text());
      const transfer = { client: host.client(), document, onConflict: conflict.value() };
      const plan = await planOf(transfer, abortSignal);
      return () => showPlan(plan, transfer, () => host.imported(plan));
    },
  });
}

/** Asks for another application, and shows the plan of copying a dashboard there. */
export function copyTo(dashboard: Dashboard, host: DashboardHost): void {
  const address = input("endpoint", { required: "", placeholder: "https://fabrikam.azureiotcentral.com, or fabrikam" });
  const token = input("token", { type: "password" });
  const conflict = conflictField();
  let asked: Connection | undefined;
  openDialog(`Copy ${dashboard.displayName} to another application`, {
    submit: "Show plan",
    busy: "Reading…",
    endpoint: () => asked?.endpoint ?? host.client().endpoint,
    body: [
      field("Address of the other application", address),
      field(
        "Token of the other application",
        token,
        "As for a connection: a bearer token or an API token. It stays in this page’s memory. Leave it empty for an emulator with its default token.",
      ),
      conflict.field,
    ],
    fieldOf: (place) => ({ endpoint: address, token })[place],
    work: async (abortSignal) => {
      asked = connectionOf(address.value, token.value);
      const document = await host.client().exportDashboards([dashboard.id ?? ""], { abortSignal });
      const client = new IotCentralClient(asked.endpoint, credential(asked.token), { retryOptions: { maxRetries: 2 } });
      const transfer = { client, document, onConflict: conflict.value() };
      const plan = await planOf(transfer, abortSignal);
      return () => showPlan(plan, transfer, () => {});
    },
  });
}

interface Transfer {
  /** The application that the dashboards are written to. */
  client: IotCentralClient;
  document: DashboardDocument;
  onConflict: NonNullable<ImportDashboardsOptions["onConflict"]>;
}

function planOf({ client, document, onConflict }: Transfer, abortSignal: AbortSignal): Promise<DashboardImportPlan> {
  return client.importDashboards(document, { onConflict, dryRun: true, abortSignal });
}

/** Shows the plan of an import, asks for replacements of unknown ids, and runs the import. */
function showPlan(plan: DashboardImportPlan, transfer: Transfer, done: () => void): void {
  const { client, document, onConflict } = transfer;
  const asked = KINDS.flatMap((kind) =>
    plan[kind]
      .filter(({ to }) => to === undefined)
      .map((reference) => ({ kind, id: reference.id, ...choice(kind, reference) })),
  );
  const items = plan.dashboards.map(({ displayName, action }) =>
    element("li", {}, isolated(displayName), ` ${ACTIONS[action]}`),
  );
  const progress = element("progress", { max: "1", "aria-label": "Progress", hidden: "" });
  const where = new URL(client.endpoint).host;
  openDialog(`Import into ${where}`, {
    submit: "Import",
    busy: "Importing…",
    endpoint: () => client.endpoint,
    body: [
      element("ul", { class: "plan" }, ...items),
      ...(asked.length > 0
        ? [element("p", {}, `${where} doesn’t have these. Choose replacements:`), ...asked.map(({ row }) => row)]
        : []),
      progress,
    ],
    work: async (abortSignal) => {
      const map: Record<Kind, Record<string, string>> = {
        deviceGroups: {},
        devices: {},
        organizations: {},
        capabilities: {},
      };
      for (const { kind, id, control } of asked) if (control.value.trim()) map[kind][id] = control.value.trim();
      progress.hidden = false;
      const onProgress = (done: number, total: number): void => {
        progress.max = total;
        progress.value = done;
      };
      const made = await client.importDashboards(document, {
        onConflict,
        map: map satisfies DashboardReferenceMap,
        onProgress,
        abortSignal,
      });
      const written = made.dashboards.filter(({ action }) => action !== "skip" && action !== "equal").length;
      announce(`${count(written)} written to ${where}`);
      done();
    },
  });
}

/** A field for the replacement of an unknown id. A capability may stay unknown. */
function choice(
  kind: Kind,
  { id, displayName, candidates = [] }: DashboardImportPlan[Kind][number],
): { control: Control; row: HTMLElement } {
  const required: Record<string, string> = kind === "capabilities" ? {} : { required: "" };
  const names = candidates.map(({ id, displayName }) => [id, displayName] as const);
  const none = ["", kind === "capabilities" ? "Leave as it is" : "Choose…"] as const;
  const control =
    names.length > 0
      ? Object.assign(select("to", [none, ...names]), { required: kind !== "capabilities" })
      : input("to", { placeholder: "Id of the replacement", ...required });
  return { control, row: field(`${NAMES[kind]} ${displayName ?? id}`, control) };
}

function conflictField(): { field: HTMLElement; value: () => Transfer["onConflict"] } {
  const control = select("onConflict", [
    ["skip", "Keep the existing one"],
    ["replace", "Replace the existing one"],
    ["copy", "Keep both"],
  ]);
  return {
    field: field("If another dashboard has the same id", control),
    value: () => control.value as Transfer["onConflict"],
  };
}

function parse(text: string | undefined): DashboardDocument {
  let document: Partial<DashboardDocument> | null;
  try {
    document = JSON.parse(text ?? "");
  } catch {
    throw new InvalidInput("/document", "This file is not JSON: choose one that this page exported.");
  }
  if (document?.dashboards?.length) return document as DashboardDocument;
  throw new InvalidInput("/document", "This file holds no exported dashboards: choose one that this page exported.");
}

function save(name: string, document: DashboardDocument): void {
  download(name.replace(/[\\/:*?"<>|]/g, "-"), JSON.stringify(document, null, 2), "application/json");
}

function count(dashboards: number): string {
  return dashboards === 1 ? "1 dashboard" : `${dashboards} dashboards`;
}
