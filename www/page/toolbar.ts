import type { IotCentralDashboardElement } from "iotcentral-web/element";

import { find } from "./find.ts";
import type { Freshness } from "./freshness.ts";

/** What can be done with the dashboard on the screen: choose a time, read it now, hold it still, see it large. */
export class Toolbar {
  constructor(view: IotCentralDashboardElement, freshness: Freshness) {
    const range = find("range", HTMLSelectElement);
    range.addEventListener("change", () => {
      view.timeRange = range.value ? { duration: range.value, resolution: range.selectedOptions[0]?.dataset["resolution"] ?? "PT5M" } : undefined;
    });
    find("refresh").addEventListener("click", () => view.refresh());

    const pause = find("pause", HTMLButtonElement);
    pause.addEventListener("click", () => {
      view.paused = !view.paused;
      pause.ariaPressed = String(view.paused);
      freshness.rest();
    });

    const fullScreen = find("full-screen", HTMLButtonElement);
    fullScreen.hidden = !document.fullscreenEnabled;
    fullScreen.addEventListener("click", () => void (document.fullscreenElement ? document.exitFullscreen() : find("main").requestFullscreen()));
    document.addEventListener("fullscreenchange", () => (fullScreen.ariaPressed = String(document.fullscreenElement !== null)));
  }
}
