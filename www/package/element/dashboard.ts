import type { Credential, Dashboard, IotCentralClient } from "iotcentral-web";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";

import { Format } from "../format/format.ts";
import { filled } from "../messages/complete.ts";
import { english } from "../messages/en.ts";
import type { Messages } from "../messages/messages.ts";
import { isGone, isTransient, waitForRetry } from "../shared/retry.ts";
import type { TimeSpan } from "../tiles/index.ts";
import { Board } from "./board.ts";
import { card } from "./card.ts";
import type { Editor } from "./editor/editor.ts";
import { explain } from "./explain.ts";
import { loadClient } from "./library.ts";
import type { IotCentralDashboardEvents, IotCentralDashboardProperties } from "./public.ts";
import { type Seen, seenOf } from "./seen.ts";
import { styles } from "./styles.ts";

const REFRESH_IN_SECONDS = 10;
const THEME = "auto";
/** The longest timeout that browsers support, in milliseconds. */
const MAX_TIMEOUT = 2 ** 31 - 1;
/** The most points of a series that a chart gets: more than a screen has columns of pixels. */
const MAX_POINTS = 2000;

/** Properties that choose the dashboard. A change reads the dashboard again. */
const sourceProperties = [
  "endpoint",
  "credential",
  "client",
  "dashboardId",
  "dashboard",
] as const satisfies readonly (keyof IotCentralDashboardProperties)[];
/** Properties that choose how a dashboard is shown. A change draws the same dashboard again. */
const viewProperties = [
  "refreshInSeconds",
  "timeRange",
  "renderers",
  "locale",
  "timeZone",
  "messages",
  "mapTiles",
  "thresholds",
] as const satisfies readonly (keyof IotCentralDashboardProperties)[];

/** Media queries of the system's colours. Canvases are drawn again when one changes. */
const SCHEMES = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)"];

/** What the element shows. While a dashboard that was shown before is read again, its board shows the previous data. */
type View = { board?: Board | undefined } & (
  | { state: "idle" | "loading" }
  | { state: "empty"; client: IotCentralClient; dashboard: Dashboard }
  | { state: "failed"; card: HTMLElement }
  | { state: "shown"; board: Board }
);

// Lit makes the properties.
export interface DashboardElement extends IotCentralDashboardProperties {}

/** The class of `<iot-central-dashboard>`. public.ts declares what pages see of it. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: Lit makes the properties.
export class DashboardElement extends LitElement {
  static override styles = styles;
  static override properties = {
    endpoint: {},
    dashboardId: { attribute: "dashboard-id" },
    refreshInSeconds: { attribute: "refresh", type: Number, useDefault: true },
    theme: { reflect: true, useDefault: true },
    locale: {},
    timeZone: { attribute: "time-zone" },
    paused: { type: Boolean },
    editable: { type: Boolean },
    credential: { attribute: false },
    client: { attribute: false },
    dashboard: { attribute: false },
    renderers: { attribute: false },
    timeRange: { attribute: false },
    messages: { attribute: false },
    cache: { attribute: false },
    mapTiles: { attribute: "map-tiles" },
    thresholds: { attribute: false },
    zoom: { attribute: false },
  };

  #words: Messages = english;
  #view: View = { state: "idle" };
  /** The editor while a person edits. An editor with changes outlives the view. */
  #editor: Editor | undefined;
  /** The client for `endpoint` and `credential`, until one of these changes. Dashboards share its token. */
  #own: { endpoint: string; credential: Credential; client: IotCentralClient } | undefined;
  /** Whether the next update reads the dashboard again. */
  #outdated = true;
  #loading = new AbortController();
  /** Why the service has refused a client's saves, by the kind of dashboard. */
  readonly #refused = new WeakMap<IotCentralClient, Map<string, string>>();
  /** The parts of tiles that the reader has hidden. */
  readonly #hidden = new WeakMap<object, Set<string>>();
  /** Aborts to remove the listeners outside of the element. */
  #listening = new AbortController();

  constructor() {
    super();
    this.paused = false;
    this.editable = false;
    this.refreshInSeconds = REFRESH_IN_SECONDS;
    this.theme = THEME;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    // jsdom, where pages are tested, has no `matchMedia`.
    for (const query of SCHEMES)
      globalThis.matchMedia?.(query).addEventListener("change", () => this.#restyle(), { signal });
    this.#outdated = true;
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listening.abort();
    this.#leave({ state: "idle" });
  }

  /** Reads all data again, or the dashboard if that could not be read. */
  refresh(): void {
    if (this.#view.state === "shown") return this.#view.board.refresh();
    this.#outdated = true;
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.refreshInSeconds ??= REFRESH_IN_SECONDS;
    this.theme ??= THEME;
    if (changed.has("messages")) this.#words = filled(english, this.messages);
    if (!this.isConnected) return;
    const isRead = sourceProperties.some((name) => changed.has(name));
    const id = this.dashboard?.id ?? this.dashboardId;
    const shown = this.#view.board?.dashboard;
    const isOther = shown !== undefined && (id === undefined || id !== shown.id);
    if (isRead && isOther && !changed.has("zoom")) this.zoom = undefined;
    const isRedrawn = viewProperties.some((name) => changed.has(name));
    const isRecalled = this.#view.board !== undefined && this.#view.state !== "shown";
    this.#outdated ||= isRead || (isRecalled && isRedrawn);
    if (this.#editor?.isChanged) {
      // A dashboard that the page sets now waits until the changes are saved or discarded.
      if (this.#view.state === "idle" || isRedrawn) this.#show(this.#editor.client, this.#editor.dashboard);
    } else if (this.#outdated) void this.#load();
    else if (this.#view.state === "shown" && isRedrawn) this.#show(this.#view.board.client, this.#view.board.dashboard);
  }

  protected override updated(changed: PropertyValues): void {
    if (this.#view.state === "shown") this.#start(this.#view.board);
    else this.#view.board?.draw();
    if (changed.has("paused")) this.#pauseOrResume();
    if (changed.has("theme")) this.#restyle();
    if (changed.has("zoom")) this.#view.board?.zoom(this.#span);
  }

  protected override render(): TemplateResult {
    const view = this.#view;
    return html`<div class="content" part="content" lang=${this.#words.language} aria-busy=${view.state === "loading"} @click=${this.#navigate} @auxclick=${this.#navigate}>
      <div role="status">${view.state === "failed" ? view.card : nothing}</div>
      ${this.#content()}
    </div>`;
  }

  #content(): unknown {
    const view = this.#view;
    if (view.board) {
      const { dashboard, element } = view.board;
      const begin = view.state === "shown" ? this.#editButton(view.board) : nothing;
      return html`<section class=${this.#editor ? "editing" : nothing} aria-label=${dashboard.displayName}>
        ${this.#editor?.bar ?? begin}${element}${this.#editor?.panel}
      </section>`;
    }
    switch (view.state) {
      case "idle":
        return card(this.#words.dashboard.idle);
      case "loading":
        return html`<div class="board skeleton-board" role="img" aria-label=${this.#words.dashboard.loading}>${[0, 1, 2].map(() => html`<div class="skeleton"></div>`)}</div>`;
      case "empty":
        return this.#emptyCard(view.client, view.dashboard);
      default:
        return nothing;
    }
  }

  #emptyCard(client: IotCentralClient, dashboard: Dashboard): HTMLElement {
    const { edit, empty } = this.#words.dashboard;
    const run = (): void => void this.#edit(client, dashboard);
    return card(empty, this.#mayEdit(client, dashboard) ? [{ label: edit, run }] : []);
  }

  #editButton({ client, dashboard }: Board): unknown {
    const refusal = this.#refusals(client).get(kindOf(dashboard));
    if (this.editable && refusal) return html`<div class="edit-bar"><p tabindex="-1" dir="auto">${refusal}</p></div>`;
    if (!this.#mayEdit(client, dashboard)) return nothing;
    return html`<div class="edit-bar"><button type="button" part="edit" @click=${() => this.#edit(client, dashboard)}>${this.#words.dashboard.edit}</button></div>`;
  }

  /** Whether to offer the editor. The API doesn't return a user's own role, so a refused save is the first sign. */
  #mayEdit(client: IotCentralClient, dashboard: Dashboard): boolean {
    return this.editable && dashboard.id !== undefined && !this.#refusals(client).has(kindOf(dashboard));
  }

  #refusals(client: IotCentralClient): Map<string, string> {
    const known = this.#refused.get(client) ?? new Map();
    this.#refused.set(client, known);
    return known;
  }

  async #edit(client: IotCentralClient, dashboard: Dashboard): Promise<void> {
    const view = this.#view;
    try {
      const { openEditor } = await import("./editor/editor.ts");
      const editor = await openEditor({
        root: this.renderRoot,
        client,
        dashboard,
        messages: this.#words,
        own: this.messages?.editor,
        format: new Format(this.locale, this.timeZone),
        fire: (name, detail) => this.#fire(name, detail),
        refuse: (reason) => this.#refusals(client).set(kindOf(dashboard), reason),
        end: (saved) => this.#endEdit(saved),
      });
      if (this.#view !== view) return;
      this.#editor = editor;
      if (view.state !== "shown") return this.#show(client, dashboard);
      editor.attach(view.board);
      this.requestUpdate();
    } catch (error) {
      this.#fail(error);
    }
  }

  #endEdit(saved: Dashboard | undefined): void {
    const editor = this.#editor;
    this.#editor = undefined;
    // If the page has set a dashboard, the saved one replaces it.
    if (saved && this.dashboard) this.dashboard = saved;
    else if (editor && !this.#outdated) this.#show(editor.client, saved ?? editor.base);
    this.requestUpdate();
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(".edit-bar > *")?.focus());
  }

  /** Shows the dashboard that the properties name. */
  async #load(): Promise<void> {
    this.#outdated = false;
    this.#leave({ state: "idle" });
    this.#editor = undefined;
    const { endpoint, credential, client, dashboardId, dashboard } = this;
    if (!(client ?? (endpoint && credential)) || !(dashboard ?? dashboardId)) return;
    this.#view = { state: "loading" };
    const { signal } = this.#loading;
    try {
      const connected = client ?? (await this.#connect(endpoint ?? "", credential ?? ""));
      const id = dashboard?.id ?? dashboardId;
      const seen = this.#seen(connected, id);
      await seen.restore(id, this.cache);
      if (signal.aborted) return;
      if (!dashboard) this.#recall(connected, seen);
      const read = dashboard ?? (await this.#read(connected, dashboardId ?? "", signal));
      if (!signal.aborted) this.#show(connected, read);
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  /** The previous data of a dashboard, for the current time range and language. */
  #seen(client: IotCentralClient, id: string | undefined): Seen {
    return seenOf(client, id, this.timeRange, new Format(this.locale).locale);
  }

  /** Shows the previous data of a dashboard, while it is read again. */
  #recall(client: IotCentralClient, { dashboard }: Seen): void {
    if (!dashboard?.tiles?.length) return;
    try {
      this.#view = { state: "loading", board: this.#board(client, dashboard) };
      this.requestUpdate();
    } catch {
      // The store may contain any text, which can fail to draw.
    }
  }

  /** Reads a dashboard. If the service gives no answer, shows the failure once, and tries until there is an answer. */
  async #read(client: IotCentralClient, id: string, abortSignal: AbortSignal): Promise<Dashboard> {
    while (true) {
      try {
        return await client.dashboards.get(id, { abortSignal });
      } catch (error) {
        if (!abortSignal.aborted && isGone(error)) this.#seen(client, id).forget(this.cache);
        if (abortSignal.aborted || !isTransient(error)) throw error;
        if (this.#view.state === "loading") this.#sayFailure(error);
        await waitForRetry(abortSignal);
      }
    }
  }

  async #connect(endpoint: string, credential: Credential): Promise<IotCentralClient> {
    const Client = await loadClient();
    if (this.#own?.endpoint !== endpoint || this.#own.credential !== credential)
      this.#own = { endpoint, credential, client: new Client(endpoint, credential) };
    return this.#own.client;
  }

  #show(client: IotCentralClient, read: Dashboard): void {
    const dashboard = this.#editor?.dashboard ?? read;
    const seen = this.#seen(client, read.id);
    if (!this.#editor) seen.dashboard = read;
    if (!dashboard.tiles?.length && !this.#editor) {
      this.#leave({ state: "empty", client, dashboard });
      this.#fire("load", { dashboard });
      return;
    }
    const { board: recalled } = this.#view;
    const isSame = this.#view.state !== "shown" && JSON.stringify(recalled?.dashboard) === JSON.stringify(dashboard);
    const board = recalled && isSame ? recalled : this.#board(client, dashboard);
    this.#leave({ state: "shown", board });
    this.#editor?.attach(board);
    void seen.save(this.cache, this.#loading.signal);
  }

  #board(client: IotCentralClient, dashboard: Dashboard): Board {
    const { refreshInSeconds: seconds, timeRange } = this;
    const format = new Format(this.locale, this.timeZone);
    const { locale } = format;
    const board = new Board(dashboard, {
      client,
      seen: this.#seen(client, dashboard.id),
      endpoint: client.endpoint,
      locale,
      format,
      messages: this.#words,
      renderers: this.renderers ?? {},
      hidden: this.#hidden,
      mapTiles: this.mapTiles,
      thresholds: this.thresholds ?? undefined,
      zoomTo: (zoom) => {
        this.zoom = zoom;
        this.#fire("zoom", { zoom });
      },
      watch: {
        // An attribute may hold any text; one that is not a number is ignored.
        refreshIntervalInMs: Math.min(
          Math.round(1000 * (seconds && seconds >= 1 ? seconds : REFRESH_IN_SECONDS)),
          MAX_TIMEOUT,
        ),
        maxPoints: MAX_POINTS,
        ...(timeRange && { timeRange }),
        ...(locale && { locale }),
      },
      onTile: (tile, timing) => this.#fire("tile-update", { tile, ...timing }),
      onError: (tile, error, failures) => this.#fire("tile-error", { tile, error, ...(failures && { failures }) }),
    });
    if (this.#span) board.zoom(this.#span);
    return board;
  }

  /** The span of time that charts show: `zoom`, unless the page has set an invalid value. */
  get #span(): TimeSpan | undefined {
    const { zoom } = this;
    return zoom && zoom.to > zoom.from && Number.isFinite(zoom.to - zoom.from) ? zoom : undefined;
  }

  /** Starts a board that has just been added to the page. */
  #start(board: Board): void {
    if (board.started) return;
    try {
      board.start();
    } catch (error) {
      return this.#fail(error);
    }
    this.#pauseOrResume();
    // A dashboard that is set during a pause is read once.
    if (this.paused) board.refresh();
    if (!this.#editor) this.#fire("load", { dashboard: board.dashboard });
  }

  #fail(error: unknown): void {
    this.#leave({ state: "idle" });
    this.#sayFailure(error);
  }

  #sayFailure(error: unknown): void {
    const endpoint = this.client?.endpoint ?? this.endpoint ?? "";
    this.#view = {
      state: "failed",
      board: this.#view.board,
      card: card(explain(error, endpoint, this.#words), [
        { label: this.#words.dashboard.tryAgain, run: () => this.refresh() },
      ]),
    };
    this.requestUpdate();
    this.#fire("error", { error });
  }

  /** Ends the current view and its requests, before another one. */
  #leave(next: View): void {
    this.#loading.abort();
    this.#loading = new AbortController();
    if (this.#view.board !== next.board) this.#view.board?.close();
    this.#editor?.detach();
    this.#view = next;
    this.requestUpdate();
  }

  #pauseOrResume(): void {
    if (this.#view.state === "shown") this.#view.board.paused = this.paused;
  }

  #restyle(): void {
    this.#view.board?.restyle();
  }

  /** Asks the page before a link of a tile is followed. */
  #navigate(event: MouseEvent): void {
    // Of the buttons that fire `auxclick`, only the middle one follows a link.
    if (event.type === "auxclick" && event.button !== 1) return;
    const path = event.composedPath();
    const link = path.find((target) => target instanceof HTMLAnchorElement);
    const frame = path.find((target) => target instanceof HTMLElement && target.matches("article.tile"));
    if (!link?.href || !this.#view.board) return;
    const tile = this.#view.board.tileOf(frame);
    if (!this.#fire("navigate", { url: link.href, tile }, true)) event.preventDefault();
  }

  #fire<K extends keyof IotCentralDashboardEvents>(
    name: K,
    detail: IotCentralDashboardEvents[K]["detail"],
    cancelable = false,
  ): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, cancelable }));
  }
}

/** A key for the right to save: roles differ between personal and other dashboards, and between organizations. */
function kindOf({ personal, organizations }: Dashboard): string {
  return JSON.stringify([personal, organizations]);
}
