import { IotCentralClient, type ClientOptions, type Dashboard } from "iotcentral-web";
import "iotcentral-web/element";

import { parameter } from "./address.ts";
import { ConnectionDialog, credential, initialConnection, isRefusal, type Connection } from "./connection.ts";
import { idOf, loadDashboards, markCurrent, showList, type DashboardList } from "./dashboards.ts";
import { card, type Action } from "../package/element/card.ts";
import { columnsOf } from "../package/element/columns.ts";
import { explain, type Explanation } from "../package/element/explain.ts";
import { find } from "./find.ts";
import { mapTiles } from "./mapTiles.ts";
import { Freshness } from "./freshness.ts";
import { Sidebar } from "./sidebar.ts";
import { followTheme } from "./theme.ts";
import { english } from "../package/messages/en.ts";
import { anotherTry, isTransient } from "../package/shared/again.ts";
import { element } from "../package/shared/dom.ts";
import { Toolbar } from "./toolbar.ts";

const APPLICATION = "IoT Central dashboards";
/** The page says soon what is wrong, and tries again by itself. */
const OPTIONS: ClientOptions = { retry: { maxRetries: 2, retryDelayInMs: 300 } };

const content = find("content");
const navigation = find("dashboards");
const notices = find("notices");
const skeleton = [...content.childNodes];
const view = document.createElement("iot-central-dashboard");

const freshness = new Freshness(view);
const sidebar = new Sidebar();
const dialog = new ConnectionDialog(change);
const initial = initialConnection(parameter("endpoint"));

let connection: Connection = initial.connection;
let dashboards: Dashboard[] = [];
let loading = new AbortController();

const tryAgain: Action = { label: "Try again", run: reconnect };
const openConnection: Action = { label: "Connection…", run: () => dialog.open(connection) };

find("open-connection").addEventListener("click", openConnection.run);
find("skip").addEventListener("click", event => {
  // The hash names a dashboard, so the link may not change it.
  event.preventDefault();
  find("main").focus();
});
view.mapTiles = mapTiles(parameter("map-tiles"));
new Toolbar(view, freshness);
addEventListener("hashchange", showSelected);
followTheme(theme => (view.theme = theme));
void connect(initial.notice);

function reconnect(): void {
  // The button goes away; whoever pressed it by keyboard goes on from here.
  find("main").focus();
  void connect();
}

/** An application that answers: its client and its dashboards. */
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

/** Reads the dashboards of the connection and shows one. Where no service answers, the page says so and goes on trying. */
async function connect(notice?: string): Promise<void> {
  loading.abort();
  loading = new AbortController();
  const { signal } = loading;
  dashboards = [];
  navigation.replaceChildren();
  find("host").textContent = new URL(connection.endpoint).host;
  document.body.dataset["connection"] = "loading";
  content.replaceChildren(...skeleton);
  heading("Dashboards");
  notices.replaceChildren();
  if (notice) addNotice(notice);
  let told = "";
  const client = clientOf(connection);
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
      await anotherTry(signal);
    }
  }
}

/** Another connection in place of the one there is, once it works; what is wrong with it is thrown. */
async function change(next: Connection, abortSignal: AbortSignal): Promise<void> {
  const opened = await read(clientOf(next), abortSignal);
  abortSignal.throwIfAborted();
  loading.abort();
  loading = new AbortController();
  connection = next;
  notices.replaceChildren();
  find("host").textContent = new URL(next.endpoint).host;
  // The address may name a dashboard of the application before.
  if (!opened.list.dashboards.some(({ id }) => id === idOf(location.hash))) history.replaceState(null, "", location.pathname + location.search);
  show(opened);
}

/** Shows an application's dashboards. */
function show({ client, list }: Opened): void {
  document.body.dataset["connection"] = "open";
  view.client = client;
  dashboards = list.dashboards;
  showList(navigation, dashboards);
  noticeProblems(list);
  showSelected();
}

function showFailure(error: unknown): void {
  document.body.dataset["connection"] = "failed";
  const { title, advice, command } = explain(error, connection.endpoint, english);
  const next = isRefusal(error) ? " Choose Connection and enter another one." : isTransient(error) ? " This page tries again by itself." : "";
  const actions = isRefusal(error) ? [openConnection, tryAgain] : [tryAgain, openConnection];
  showCard({ title, advice: advice.includes(next) ? advice : advice + next, ...(command && { command }) }, actions);
  announce(title);
}

/** Shows the dashboard that the location's hash names; the first one where it names none. */
function showSelected(): void {
  if (document.body.dataset["connection"] !== "open") return;
  const asked = idOf(location.hash);
  const dashboard = asked ? dashboards.find(({ id }) => id === asked) : dashboards[0];
  sidebar.makeRoom(dashboard ? columnsOf(dashboard) : 0);
  markCurrent(navigation, dashboard?.id);
  heading(dashboard?.displayName ?? "Dashboards");
  if (!dashboard) return showNothing(asked);
  if (!asked) history.replaceState(null, "", `#${dashboard.id ?? ""}`);
  view.dashboard = dashboard;
  content.replaceChildren(view);
  announce(`${dashboard.displayName}, ${dashboard.tiles?.length ?? 0} tiles`);
}

function showNothing(asked: string): void {
  if (asked && dashboards.length > 0) {
    showCard({ title: "There is no such dashboard", advice: `None of this application’s dashboards has the id ${asked}. Choose one from the list.` });
  } else {
    const advice = "This application has none that the token may see. Make one in IoT Central, or through the API, and try again.";
    showCard({ title: "No dashboards yet", advice }, [tryAgain, openConnection]);
  }
}

/** Shows a card instead of a dashboard. */
function showCard(explanation: Explanation, actions: readonly Action[] = []): void {
  content.replaceChildren(card(explanation, actions));
}

function noticeProblems({ malformed, failure }: DashboardList): void {
  for (const { pointer, message } of malformed) addNotice(`A dashboard could not be read and is left out: ${message} (${pointer})`);
  if (failure === undefined) return;
  const { title, advice } = explain(failure, connection.endpoint, english);
  addNotice(`The list of dashboards is not complete. ${title}. ${advice}`);
}

function addNotice(text: string): void {
  notices.append(element("p", { class: "notice", dir: "auto" }, text));
}

function heading(text: string): void {
  const title = find("title");
  title.textContent = text;
  title.title = text;
  // A title has no markup that would contain direction marks.
  const plain = text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "");
  document.title = text === "Dashboards" ? APPLICATION : `${plain} – ${APPLICATION}`;
}

function announce(text: string): void {
  find("announcements").textContent = text;
}
