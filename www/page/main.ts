import { IotCentralClient, type Dashboard } from "iotcentral-web";
import "iotcentral-web/element";

import { ConnectionDialog, credential, initialConnection, type Connection } from "./connection.ts";
import { idOf, loadDashboards, markCurrent, showList, type DashboardList } from "./dashboards.ts";
import { card, type Action } from "../package/element/card.ts";
import { columnsOf } from "../package/element/columns.ts";
import { explain, type Explanation } from "../package/element/explain.ts";
import { find } from "./find.ts";
import { Freshness } from "./freshness.ts";
import { Sidebar } from "./sidebar.ts";
import { followTheme } from "./theme.ts";
import { english } from "../package/messages/en.ts";
import { element } from "../package/shared/dom.ts";
import { Toolbar } from "./toolbar.ts";

const APPLICATION = "IoT Central dashboards";

const content = find("content");
const navigation = find("dashboards");
const notices = find("notices");
const skeleton = [...content.childNodes];
const view = document.createElement("iot-central-dashboard");

const freshness = new Freshness(view);
const sidebar = new Sidebar();
const dialog = new ConnectionDialog(next => void connect(next));
const initial = initialConnection(location.search);

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
new Toolbar(view, freshness);
addEventListener("hashchange", showSelected);
followTheme(theme => (view.theme = theme));
void connect(connection, initial.notice);

function reconnect(): void {
  // The button goes away; whoever pressed it by keyboard goes on from here.
  find("main").focus();
  void connect(connection);
}

/** Reads the dashboards of an application and shows the one that the location names. */
async function connect(next: Connection, notice?: string): Promise<void> {
  loading.abort();
  loading = new AbortController();
  const { signal } = loading;
  connection = next;
  dashboards = [];
  navigation.replaceChildren();
  find("host").textContent = new URL(next.endpoint).host;
  document.body.dataset["connection"] = "loading";
  content.replaceChildren(...skeleton);
  heading("Dashboards");
  notices.replaceChildren();
  if (notice) addNotice(notice);
  try {
    view.client = new IotCentralClient(next.endpoint, credential(next.token));
    const list = await loadDashboards(view.client, signal);
    if (signal.aborted) return;
    document.body.dataset["connection"] = "open";
    dashboards = list.dashboards;
    showList(navigation, dashboards);
    noticeProblems(list);
    showSelected();
  } catch (error) {
    if (signal.aborted) return;
    document.body.dataset["connection"] = "failed";
    const explanation = explain(error, next.endpoint, english);
    if (isRefusal(error)) showCard({ ...explanation, advice: `${explanation.advice} Choose Connection and enter another one.` }, [openConnection, tryAgain]);
    else showCard(explanation, [tryAgain, openConnection]);
    announce(explanation.title);
  }
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

function isRefusal(error: unknown): boolean {
  return error instanceof Error && "statusCode" in error && (error.statusCode === 401 || error.statusCode === 403);
}
