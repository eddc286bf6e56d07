import type { IotCentralDashboardElement } from "iotcentral-web/element";

import { parameter, setParameter } from "./address.ts";
import { find } from "./find.ts";
import type { Freshness } from "./freshness.ts";
import { storage } from "./storage.ts";

/**
 * The key of the pause in the session storage: a reload keeps the pause, but a link doesn't contain it. Present only
 * during a pause.
 */
const PAUSED = "paused";

/** The toolbar of the dashboard: time range, refresh, pause and full screen. */
export class Toolbar {
  constructor(view: IotCentralDashboardElement, freshness: Freshness) {
    const range = find("range", HTMLSelectElement);
    const applyRange = (): void => {
      view.timeRange = range.value
        ? { duration: range.value, resolution: range.selectedOptions[0]?.dataset["resolution"] ?? "PT5M" }
        : undefined;
    };
    const asked = parameter("range");
    if ([...range.options].some(({ value }) => value === asked)) range.value = asked ?? "";
    applyRange();
    range.addEventListener("change", () => {
      applyRange();
      setParameter("range", range.value);
    });
    find("refresh").addEventListener("click", () => view.refresh());

    const pause = find("pause", HTMLButtonElement);
    const applyPause = (paused: boolean): void => {
      view.paused = paused;
      pause.textContent = paused ? "Resume" : "Pause";
      freshness.restartWait();
    };
    applyPause(storage()?.getItem(PAUSED) === "true");
    pause.addEventListener("click", () => {
      applyPause(!view.paused);
      if (view.paused) storage()?.setItem(PAUSED, "true");
      else storage()?.removeItem(PAUSED);
    });

    const fullScreen = find("full-screen", HTMLButtonElement);
    fullScreen.hidden = !document.fullscreenEnabled;
    fullScreen.addEventListener(
      "click",
      () => void (document.fullscreenElement ? document.exitFullscreen() : find("main").requestFullscreen()),
    );
    document.addEventListener(
      "fullscreenchange",
      () => (fullScreen.ariaPressed = String(document.fullscreenElement !== null)),
    );
  }
}
