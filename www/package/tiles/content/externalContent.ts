import type { ExternalContentConfiguration } from "iotcentral-web";

import { element } from "../../shared/dom.ts";
import { blank } from "../parts/blank.ts";
import type { Renderer } from "../renderer.ts";
import css from "./media.css?inline";

/** Shows a page of another site, in a sandbox without access to this page. */
export const externalContent: Renderer<ExternalContentConfiguration> = (
  host,
  { sourceUrl },
  { title, endpoint, messages, adopt },
) => {
  adopt(css);
  const url = source(sourceUrl, endpoint);
  if (!url) {
    const hint = element("p", { class: "hint" }, messages.content.otherSitesOnly);
    host.append(blank(messages.content.notShown, hint));
    return {};
  }
  // Scripts may run, but without an origin, forms, new windows or navigation of this page.
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

/**
 * Returns the URL of the content, or undefined unless it is https, has no user name, and its origin is neither the
 * page's nor the application's.
 */
function source(address: string, endpoint: string): URL | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== "https:" || url.username || url.password) return undefined;
  return url.origin === location.origin || url.origin === new URL(endpoint).origin ? undefined : url;
}
