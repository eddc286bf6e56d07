import type { IotCentralClient } from "iotcentral-web";

import { card } from "../package/element/card.ts";
import type { Route } from "./address.ts";
import type { Connection } from "./connection.ts";
import { find } from "./find.ts";
import { focusTitle, setTitle } from "./shell.ts";

/** The context of a view other than the dashboard. */
export interface ViewContext {
  /** The element that the view fills. */
  host: HTMLElement;
  /** The element for the view's buttons, beside the heading. */
  actions: HTMLElement;
  /** Aborts when another view replaces this one. */
  signal: AbortSignal;
  /** The application that the page is connected to. */
  connection: Connection;
  client: IotCentralClient;
  /** Connects to another application and shows its dashboards. Asks for a token if the page has none. */
  openApplication: (endpoint: string) => void;
}

/** Shows a view until its signal aborts. */
export type ShowView<R extends Route = Route> = (route: R, context: ViewContext) => void | Promise<void>;

type OtherView = Exclude<Route["view"], "dashboard">;

/** Views other than the dashboard. Their code is loaded when they are opened. */
const views: { [V in OtherView]: { title: string; load: () => Promise<ShowView<Extract<Route, { view: V }>>> } } = {
  applications: { title: "Applications", load: async () => (await import("./applications/index.ts")).showApplications },
  newApplication: {
    title: "New application",
    load: async () => (await import("./applications/index.ts")).showNewApplication,
  },
  application: { title: "Application", load: async () => (await import("./applications/index.ts")).showApplication },
  fileUploads: { title: "File uploads", load: async () => (await import("./fileUploads.ts")).showFileUploads },
};

let shown = new AbortController();

/** Removes the current view if it is not the dashboard. */
export function leaveView(): void {
  shown.abort();
  find("view").replaceChildren();
  find("view-actions").replaceChildren();
}

/** Shows a view in place of the dashboard. */
export async function showView(
  route: Exclude<Route, { view: "dashboard" }>,
  context: Omit<ViewContext, "host" | "actions" | "signal">,
): Promise<void> {
  leaveView();
  shown = new AbortController();
  const { signal } = shown;
  const host = find("view");
  const { title, load } = views[route.view];
  setTitle(title);
  try {
    const show = (await load()) as ShowView<typeof route>;
    if (!signal.aborted) await show(route, { ...context, host, actions: find("view-actions"), signal });
  } catch (error) {
    if (signal.aborted) return;
    const retry = (): void => {
      focusTitle();
      void showView(route, context);
    };
    const advice = `${error instanceof Error ? error.message : String(error)} Check the connection, and reload the page if that doesn’t help.`;
    host.replaceChildren(
      card({ title: "This view could not be opened", advice }, [{ label: "Try again", run: retry }]),
    );
  }
}
