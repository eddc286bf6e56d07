import type { ExternalContentConfiguration } from "iotcentral-web";

import { element } from "../../shared/dom.ts";
import type { Renderer } from "../renderer.ts";
import css from "./media.css?inline";

/** A page from elsewhere, which knows nothing of this one. */
export const externalContent: Renderer<ExternalContentConfiguration> = (
  host,
  { sourceUrl },
  { title, endpoint, messages, adopt },
) => {
  adopt(css);
  const url = source(sourceUrl, endpoint);
  if (!url) {
    const hint = element("p", { class: "hint" }, messages.content.otherSitesOnly);
    host.append(element("div", { class: "blank" }, element("p", { class: "what" }, messages.content.notShown), hint));
    return {};
  }
  // Scripts, but no origin of their own, no forms, no windows, no way up.
  const frame = element("iframe", {
    class: "external",
    title,
    sandbox: "allow-scripts",
    referrerpolicy: "no-referrer",
    loading: "lazy",
    src: url.href,
  });
  host.append(frame);
  return {};
};

/** Where the content may come from: another site, by https, under its true name. */
function source(address: string, endpoint: string): URL | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== "https:" || url.username || url.password) return undefined;
  return url.origin === location.origin || url.origin === new URL(endpoint).origin ? undefined : url;
}
