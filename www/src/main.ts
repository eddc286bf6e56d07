import { IotCentralClient, type Dashboard } from "iotcentral-web";

import { Board } from "./board.ts";
import { card, type Action } from "./card.ts";
import { ConnectionDialog, credential, initialConnection, type Connection } from "./connection.ts";
import { idOf, loadDashboards, markCurrent, showList, type DashboardList } from "./dashboards.ts";
import { explain } from "./explain.ts";
import { find } from "./find.ts";
import { Freshness } from "./freshness.ts";
import { followTheme } from "./theme.ts";
import { element } from "./tiles/element.ts";

const APPLICATION = "IoT Central dashboards";

const content = find("content");
const navigation = find("dashboards");
const notices = find("notices");
const pauseButton = find("pause", HTMLButtonElement);
const skeleton = [...content.childNodes];

const freshness = new Freshness();
const dialog = new ConnectionDialog(next => void connect(next));
const initial = initialConnection(location.search);

let connection: Connection = initial.connection;
let client: IotCentralClient | undefined;
let dashboards: Dashboard[] = [];
let board: Board | undefined;
let loading = new AbortController();
let paused = false;

const tryAgain: Action = { label: "Try again", run: reconnect };
const openConnection: Action = { label: "Connection…", run: () => dialog.open(connection) };

find("open-connection").addEventListener("click", openConnection.run);
find("skip").addEventListener("click", event => {
  // The hash names a dashboard, so the link may not change it.
  event.preventDefault();
  find("main").focus();
});
pauseButton.addEventListener("click", () => {
  paused = !paused;
  pauseButton.ariaPressed = String(paused);
  pauseOrResume();
});
document.addEventListener("visibilitychange", pauseOrResume);
addEventListener("hashchange", showSelected);
followTheme(() => board?.restyle());
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
  leave();
  connection = next;
  find("host").textContent = new URL(next.endpoint).host;
  document.body.dataset["connection"] = "loading";
  content.replaceChildren(...skeleton);
  heading("Dashboards");
  notices.replaceChildren();
  if (notice) addNotice(notice);
  try {
    client = new IotCentralClient(next.endpoint, credential(next.token));
    const list = await loadDashboards(client, signal);
    if (signal.aborted) return;
    document.body.dataset["connection"] = "open";
    dashboards = list.dashboards;
    showList(navigation, dashboards);
    noticeProblems(list);
    showSelected();
  } catch (error) {
    if (signal.aborted) return;
    document.body.dataset["connection"] = "failed";
    const explanation = explain(error, next.endpoint);
    content.replaceChildren(card(explanation, isRefusal(error) ? [openConnection, tryAgain] : [tryAgain, openConnection]));
    announce(explanation.title);
  }
}

/** Shows the dashboard that the location's hash names; the first one where it names none. */
function showSelected(): void {
  if (!client || document.body.dataset["connection"] !== "open") return;
  const asked = idOf(location.hash);
  const dashboard = asked ? dashboards.find(({ id }) => id === asked) : dashboards[0];
  board?.close();
  board = undefined;
  markCurrent(navigation, dashboard?.id);
  heading(dashboard?.displayName ?? "Dashboards");
  if (!dashboard) return showNothing(asked);

  if (!asked) history.replaceState(null, "", `#${dashboard.id ?? ""}`);
  if (!dashboard.tiles?.length) {
    freshness.restart(false);
    content.replaceChildren(card({ title: "This dashboard is empty", advice: "Tiles that are added to it in IoT Central appear here after a reload." }));
    return;
  }
  board = new Board(content, client, dashboard, { onData: () => freshness.arrived(), onError: () => freshness.failed() });
  freshness.restart(board.live);
  pauseOrResume();
  announce(`${dashboard.displayName}, ${dashboard.tiles.length} tiles`);
}

function showNothing(asked: string): void {
  freshness.restart(false);
  content.replaceChildren(
    asked && dashboards.length > 0
      ? card({ title: "There is no such dashboard", advice: `None of this application’s dashboards has the id ${asked}. Choose one from the list.` })
      : card({ title: "No dashboards yet", advice: "This application has none that the token may see. Make one in IoT Central, or through the API, and try again." }, [tryAgain, openConnection]),
  );
}

/** Forgets the application that was shown. */
function leave(): void {
  board?.close();
  board = undefined;
  client = undefined;
  dashboards = [];
  navigation.replaceChildren();
  freshness.restart(false);
}

/** The feed rests while nobody looks. */
function pauseOrResume(): void {
  if (paused || document.hidden) board?.pause();
  else board?.resume();
  freshness.paused = paused || document.hidden;
}

function noticeProblems({ malformed, failure }: DashboardList): void {
  for (const { pointer, message } of malformed) addNotice(`A dashboard could not be read and is left out: ${message} (${pointer})`);
  if (failure === undefined) return;
  const { title, advice } = explain(failure, connection.endpoint);
  addNotice(`The list of dashboards is not complete. ${title}. ${advice}`);
}

function addNotice(text: string): void {
  notices.append(element("p", { class: "notice", dir: "auto" }, text));
}

function heading(text: string): void {
  find("title").textContent = text;
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
