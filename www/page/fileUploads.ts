import type { FileUpload } from "iotcentral-web";

import { card } from "../package/element/card.ts";
import { element, isolated } from "../package/shared/dom.ts";
import { statusOf } from "../package/shared/retry.ts";
import { openDialog } from "./forms/dialog.ts";
import { field, input, select } from "./forms/field.ts";
import { form } from "./forms/form.ts";
import { problem } from "./forms/problem.ts";
import { announce, focusTitle } from "./shell.ts";
import type { ShowView, ViewContext } from "./views.ts";

/** How long a device may upload a file after its request. */
const LIFETIMES = [
  ["PT15M", "15 minutes"],
  ["PT30M", "30 minutes"],
  ["PT1H", "1 hour"],
  ["PT6H", "6 hours"],
  ["PT12H", "12 hours"],
  ["P1D", "1 day"],
] as const;

const STATES: Readonly<Record<string, [word: string, kind: "good" | "busy" | "bad"]>> = {
  pending: ["Pending…", "busy"],
  updating: ["Updating…", "busy"],
  deleting: ["Deleting…", "busy"],
  succeeded: ["In use", "good"],
  failed: ["Failed", "bad"],
};

/** Shows the storage account that devices of the application upload files to. */
export const showFileUploads: ShowView = async (route, context) => {
  const { host, actions, client, connection, signal } = context;
  const { fileUploads } = client;
  const again = (): void => {
    focusTitle();
    void showFileUploads(route, context);
  };
  host.replaceChildren(element("p", { class: "soft" }, "Reading the configuration…"));
  actions.replaceChildren();
  try {
    const current = await fileUploads.get({ abortSignal: signal });
    show(current, context, again);
  } catch (error) {
    if (signal.aborted) return;
    if (statusOf(error) === 404) return show(undefined, context, again);
    const title = "The configuration could not be read";
    host.replaceChildren(
      card({ title, advice: problem(error, connection.endpoint).text }, [{ label: "Try again", run: again }]),
    );
    announce(title);
  }
};

function show(current: FileUpload | undefined, context: ViewContext, again: () => void): void {
  const { host, actions, connection, signal } = context;
  const { fileUploads } = context.client;
  const endpoint = (): string => connection.endpoint;
  const state = element("p", { class: "uploads-state" });
  const showState = (name: string | undefined): void => {
    const [word, kind] = STATES[name ?? ""] ?? [name ?? "In use", "" as const];
    state.replaceChildren("State: ", element("span", { class: "state", "data-state": kind }, word));
    if (kind === "busy") state.append(" ", element("progress", { "aria-label": word }));
  };
  /** Waits until the service uses the saved configuration, and shows the state. */
  const settle = async (): Promise<void> => {
    try {
      const settled = await fileUploads.waitUntilReady({ abortSignal: signal });
      showState(settled.state);
      announce("The file upload configuration is in use.");
    } catch (error) {
      if (signal.aborted) return;
      showState("failed");
      state.append(" ", problem(error, connection.endpoint).text);
      announce("The file upload configuration is not in use.");
    }
  };

  const secret = input("connectionString", { type: "password", ...(!current && { required: "" }) });
  const container = input("container", {
    required: "",
    value: current?.container ?? "",
    pattern: "[a-z\\d]([a-z\\d]|-(?=[a-z\\d])){2,62}",
    "data-advice": "3 to 63 lower-case letters, digits and single hyphens, as names of containers are.",
  });
  const lifetime = select("sasTtl", LIFETIMES, current?.sasTtl ?? "PT1H");
  const created = form({
    submit: current ? "Save" : "Set up file uploads",
    busy: "Saving…",
    endpoint,
    signal,
    fieldOf: (place) =>
      place.includes("container")
        ? container
        : place.includes("sasTtl")
          ? lifetime
          : place.includes("connectionString")
            ? secret
            : undefined,
    body: [
      field(
        "Connection string of the storage account",
        secret,
        current
          ? `It is kept, unless you enter another one: what is entered replaces the configuration.${current.account ? ` Storage account: ${current.account}.` : ""}`
          : "From the storage account’s access keys in the Azure portal. It is sent to the application, and neither shown again nor kept by this page.",
      ),
      field("Container", container, "Where files are put in the storage account."),
      field("Lifetime of an upload", lifetime, "How long a device’s request to upload a file is valid."),
    ],
    work: async (abortSignal) => {
      const wanted = { container: container.value.trim(), sasTtl: lifetime.value };
      const connectionString = secret.value.trim();
      const saved = connectionString
        ? await fileUploads.create({ ...wanted, connectionString }, { abortSignal })
        : await fileUploads.update(wanted, { abortSignal, ...(current?.etag && { ifMatch: current.etag }) });
      focusTitle();
      show(saved, context, again);
      announce("Saved.");
    },
  });

  if (!current) {
    created.prepend(
      element("h2", {}, "No file uploads yet"),
      element(
        "p",
        { class: "soft" },
        "Devices of ",
        isolated(new URL(connection.endpoint).host),
        " can upload files once the application knows a storage account of Azure.",
      ),
    );
    actions.replaceChildren();
    return host.replaceChildren(created);
  }
  showState(current.state);
  host.replaceChildren(state, created);
  const remove = element("button", { type: "button", class: "quiet danger", "aria-haspopup": "dialog" }, "Delete…");
  remove.addEventListener("click", () =>
    openDialog("Delete the configuration?", {
      submit: "Delete",
      busy: "Deleting…",
      isDangerous: true,
      endpoint,
      body: [
        element("p", {}, "Devices can’t upload files any more. Files that were uploaded stay in the storage account."),
      ],
      work: async (abortSignal) => {
        await fileUploads.delete({ abortSignal });
        announce("The configuration is deleted.");
        again();
      },
    }),
  );
  actions.replaceChildren(remove);
  if (STATES[current.state ?? ""]?.[1] === "busy") void settle();
}
