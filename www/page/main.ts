import { type ClientOptions, type Dashboard, IotCentralClient } from "iotcentral-web";
import "iotcentral-web/element";

import { type Action, card } from "../package/element/card.ts";
import { columnsOf } from "../package/element/columns.ts";
import { type Explanation, explain } from "../package/element/explain.ts";
import { english } from "../package/messages/en.ts";
import { isLoopback } from "../package/shared/loopback.ts";
import { isTransient, waitForRetry } from "../package/shared/retry.ts";
import { parameter, routeOf, setParameter } from "./address.ts";
import { type Connection, ConnectionDialog, credential, EMULATOR, initialConnection, isRefusal } from "./connection.ts";
import {
  countOfTiles,
  type DashboardList,
  loadDashboards,
  markCurrent,
  revealCurrent,
  showList,
  withDashboard,
} from "./dashboards.ts";
import { find } from "./find.ts";
import { Freshness } from "./freshness.ts";
import { Manager } from "./manage.ts";
import { mapTiles } from "./mapTiles.ts";
import { mayWrite } from "./permission.ts";
import { addNotice, announce, focusTitle, setTitle } from "./shell.ts";
import { Sidebar } from "./sidebar.ts";
import { OPERATIONS, storage } from "./storage.ts";
import { followTheme } from "./theme.ts";
import { Toolbar } from "./toolbar.ts";
import { leaveView, showView } from "./views.ts";

/** Few retries: the page soon shows a failure, and then tries again by itself. */
const OPTIONS: ClientOptions = { retryOptions: { maxRetries: 2, retryDelayInMs: 300 } };

const content = find("content");
const navigation = find("dashboards");
const notices = find("notices");
const skeleton = [...content.childNodes];
const view = document.createElement("iot-central-dashboard");

const freshness = new Freshness(view);
const sidebar = new Sidebar();
const dialog = new ConnectionDialog(change);
const manager = new Manager({
  client: () => client,
  current: () => (route.view === "dashboard" ? view.dashboard : undefined),
  changed,
  removed,
  imported: ({ dashboards: [first] }) => void reload(first?.id),
});
const initial = initialConnection(parameter("endpoint"));

let route = routeOf(location.hash);
let connection: Connection = initial.connection;
let client = clientOf(connection);
/** The title of the dashboard's view. */
let title = "Dashboards";
let dashboards: Dashboard[] = [];
/** The draft of a dashboard with unsaved changes. */
let edited: Dashboard | undefined;
let loading = new AbortController();

const tryAgain: Action = { label: "Try again", run: reconnect };
const newDashboard: Action = { label: "New dashboard…", run: () => manager.create() };
const importDashboards: Action = { label: "Import dashboards…", run: () => manager.import() };
const openConnection: Action = {
  label: "Connection…",
  run: () => (edited ? keepEditing(edited) : dialog.open(connection)),
};

find("open-connection").addEventListener("click", openConnection.run);
find("skip").addEventListener("click", (event) => {
  // The hash names a dashboard, so the link must not replace it.
  event.preventDefault();
  find("main").focus();
});
view.mapTiles = mapTiles(parameter("map-tiles"));
new Toolbar(view, freshness);
view.addEventListener("load", revealTile);
view.addEventListener("edit", ({ detail: { dashboard, unsaved } }) => (edited = unsaved ? dashboard : undefined));
view.addEventListener("save", ({ detail: { dashboard } }) => changed(dashboard));
addEventListener("hashchange", follow);
addEventListener("resize", () => revealCurrent(navigation));
followTheme((theme) => (view.theme = theme));
showRoute();
void connect(initial.notice);
if (storage()?.getItem(OPERATIONS))
  void import("./applications/index.ts").then(({ resumeOperations }) => resumeOperations(connection));

/** Shows the view that the address names. Focuses the heading of another view. */
function follow(): void {
  const { view: before } = route;
  route = routeOf(location.hash);
  if (route.view === before && route.view === "dashboard") return showSelected();
  showRoute();
  if (route.view !== "dashboard") announce(document.title);
  focusTitle();
}

function showRoute(): void {
  const isDashboard = route.view === "dashboard";
  document.body.dataset["view"] = route.view;
  const section = route.view === "application" || route.view === "newApplication" ? "applications" : route.view;
  for (const link of document.querySelectorAll<HTMLElement>(".views a"))
    link.ariaCurrent = link.dataset["view"] === section ? "page" : null;
  find("view").hidden = isDashboard;
  content.hidden = !isDashboard;
  if (route.view === "dashboard") {
    leaveView();
    setTitle(title);
    showSelected();
  } else {
    // The element reads nothing while it is outside the document.
    view.remove();
    sidebar.makeRoom(0);
    void showView(route, { connection, client, openApplication });
  }
}

/**
 * Connects to an application of a subscription. All applications of an emulator accept its token; for other
 * applications the page asks for one.
 */
function openApplication(endpoint: string): void {
  if (edited && endpoint !== connection.endpoint) {
    location.hash = `#${edited.id ?? ""}`;
    return keepEditing(edited);
  }
  if (!isLoopback(endpoint)) return dialog.open({ endpoint });
  const token = isLoopback(connection.endpoint) ? connection.token : EMULATOR.token;
  connection = { endpoint, token };
  void connect();
  showDashboards();
}

/** Returns from another view, or from the dashboard of the previous application. */
function showDashboards(): void {
  if (route.view === "dashboard") history.replaceState(null, "", location.pathname + location.search);
  else history.pushState(null, "", location.pathname + location.search);
  const isOther = route.view !== "dashboard";
  route = routeOf("");
  if (!isOther) return;
  showRoute();
  focusTitle();
}

function reconnect(): void {
  // The button that had the focus is about to be removed.
  find("main").focus();
  void connect();
}

/** A connected application: its client and its dashboards. */
interface Opened {
  client: IotCentralClient;
  list: DashboardList;
}

/** Reads an application's dashboards. */
async function read(client: IotCentralClient, abortSignal: AbortSignal): Promise<Opened> {
  return { client, list: await loadDashboards(client, abortSignal) };
}

function clientOf({ endpoint, token }: Connection): IotCentralClient {
  return new IotCentralClient(endpoint, credential(token), OPTIONS);
}

/**
 * Reads the dashboards of the connection and shows one. If the service gives no answer, the page shows that and keeps
 * trying.
 */
async function connect(notice?: string): Promise<void> {
  loading.abort();
  loading = new AbortController();
  const { signal } = loading;
  dashboards = [];
  navigation.replaceChildren();
  client = clientOf(connection);
  showConnection();
  document.body.dataset["connection"] = "loading";
  content.replaceChildren(...skeleton);
  heading("Dashboards");
  notices.replaceChildren();
  if (notice) addNotice(notice);
  let told = "";
  while (!signal.aborted) {
    try {
      const opened = await read(client, signal);
      return signal.aborted ? undefined : show(opened);
    } catch (error) {
      if (signal.aborted) return;
      const { title } = explain(error, connection.endpoint, english);
      if (title !== told) showFailure(error);
      told = title;
      if (!isTransient(error)) return;
      await waitForRetry(signal);
    }
  }
}

/** Replaces the connection once the new one works; throws the error of a connection that does not. */
async function change(next: Connection, abortSignal: AbortSignal): Promise<void> {
  const opened = await read(clientOf(next), abortSignal);
  abortSignal.throwIfAborted();
  loading.abort();
  loading = new AbortController();
  connection = next;
  notices.replaceChildren();
  client = opened.client;
  document.body.dataset["connection"] = "loading";
  showConnection();
  // The hash may name a dashboard of the previous application.
  const asked = route.view === "dashboard" ? route.id : undefined;
  if (route.view === "fileUploads") showRoute();
  else if (!opened.list.dashboards.some(({ id }) => id === asked)) showDashboards();
  show(opened);
}

/** Shows which application is connected. Only the address of an application on this machine goes into links. */
function showConnection(): void {
  const { endpoint } = connection;
  find("host").textContent = new URL(endpoint).host;
  setParameter("endpoint", isLoopback(endpoint) && endpoint !== EMULATOR.endpoint ? endpoint : undefined);
}

/** Shows an application's dashboards. */
function show({ client, list }: Opened): void {
  document.body.dataset["connection"] = "open";
  view.client = client;
  dashboards = list.dashboards;
  fillList();
  noticeProblems(list);
  showSelected();
}

function showFailure(error: unknown): void {
  document.body.dataset["connection"] = "failed";
  const { title, advice } = explain(error, connection.endpoint, english);
  const next = isRefusal(error)
    ? " Choose Connection and enter another one."
    : isTransient(error)
      ? " This page tries again by itself."
      : "";
  const actions = isRefusal(error) ? [openConnection, tryAgain] : [tryAgain, openConnection];
  showCard({ title, advice: advice.includes(next) ? advice : advice + next }, actions);
  announce(title);
}

function fillList(): void {
  showList(navigation, dashboards);
  manager.filter();
}

/** Updates the list after a dashboard has changed; a new dashboard is shown. */
function changed(dashboard: Dashboard, isNew = false): void {
  dashboards = withDashboard(dashboards, dashboard);
  fillList();
  if (isNew) location.hash = `#${dashboard.id ?? ""}`;
  else showSelected();
}

/** Reads the list again, and goes to a dashboard. */
async function reload(id: string | undefined): Promise<void> {
  const { signal } = loading;
  try {
    const list = await loadDashboards(client, signal);
    if (signal.aborted) return;
    dashboards = list.dashboards;
    fillList();
    noticeProblems(list);
    if (id && !edited) location.hash = `#${id}`;
    showSelected();
  } catch (error) {
    if (!signal.aborted)
      addNotice(`The list could not be read again. ${explain(error, connection.endpoint, english).title}.`);
  }
}

function removed(dashboard: Dashboard): void {
  dashboards = dashboards.filter(({ id }) => id !== dashboard.id);
  fillList();
  showDashboards();
  showSelected();
}

/** Shows the dashboard that the address names, or the first one. */
function showSelected(): void {
  if (document.body.dataset["connection"] !== "open" || route.view !== "dashboard") return;
  if (edited && route.id !== edited.id) {
    history.replaceState(null, "", `#${edited.id ?? ""}`);
    route = routeOf(location.hash);
    return keepEditing(edited);
  }
  const { id: asked } = route;
  const dashboard = asked ? dashboards.find(({ id }) => id === asked) : dashboards[0];
  sidebar.makeRoom(dashboard ? columnsOf(dashboard) : 0);
  markCurrent(navigation, dashboard?.id);
  heading(dashboard?.displayName ?? "Dashboards");
  manager.show(dashboard);
  if (!dashboard) return showNothing(asked);
  if (!asked) history.replaceState(null, "", `#${dashboard.id ?? ""}`);
  route = routeOf(location.hash);
  if (view.dashboard === dashboard && view.isConnected) return revealTile();
  view.dashboard = dashboard;
  showWriting(false);
  void mayWrite(connection, client, dashboard).then((may) => view.dashboard === dashboard && showWriting(may));
  content.replaceChildren(view);
  announce(`${dashboard.displayName}, ${countOfTiles(dashboard)}`);
}

/** Shows or hides what changes the dashboard itself. Every role may copy it, and create dashboards of its own. */
function showWriting(mayWrite: boolean): void {
  view.toggleAttribute("editable", mayWrite);
  for (const id of ["rename-dashboard", "remove-dashboard"]) find(id).hidden = !mayWrite;
}

/** Asks to save or discard a draft, which another dashboard or application would hide. */
function keepEditing({ displayName }: Dashboard): void {
  const advice = `Save or discard the changes of “${displayName}” first.`;
  notices.replaceChildren();
  addNotice(advice);
  announce(advice);
}

/** Scrolls to the tile that the address names, once it is on the page: tiles are added in batches. */
function revealTile(): void {
  if (route.view !== "dashboard" || !route.tile) return;
  const { tile } = route;
  const end = Date.now() + 5_000;
  const look = (): void => {
    const found = view.shadowRoot?.querySelector<HTMLElement>(`[data-tile-id="${CSS.escape(tile)}"]`);
    if (!found) return void (Date.now() < end && requestAnimationFrame(look));
    found.tabIndex = -1;
    found.scrollIntoView({ block: "center" });
    found.focus({ preventScroll: true });
  };
  look();
}

function showNothing(asked: string): void {
  if (asked && dashboards.length > 0) {
    showCard({
      title: "There is no such dashboard",
      advice: `None of this application’s dashboards has the id ${asked}. Choose one from the list.`,
    });
  } else {
    const advice = "The token may see no dashboard of this application. Create the first one here, or in IoT Central.";
    showCard({ title: "No dashboards yet", advice }, [newDashboard, importDashboards, tryAgain, openConnection]);
  }
}

/** Shows a card instead of a dashboard. */
function showCard(explanation: Explanation, actions: readonly Action[] = []): void {
  content.replaceChildren(card(explanation, actions));
}

function noticeProblems({ malformed, failure }: DashboardList): void {
  for (const { pointer, message } of malformed)
    addNotice(`A dashboard could not be read and is left out: ${message} (${pointer})`);
  if (failure === undefined) return;
  const { title, advice } = explain(failure, connection.endpoint, english);
  addNotice(`The list of dashboards is not complete. ${title}. ${advice}`);
}

function heading(text: string): void {
  title = text;
  if (route.view === "dashboard") setTitle(text);
}
