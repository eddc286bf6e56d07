import type { DataExplorerConfiguration } from "iotcentral-web";

import { element, isolated } from "../../shared/dom.ts";
import { describeRange } from "../parts/range.ts";
import type { Renderer } from "../renderer.ts";
import { link } from "./link.ts";

/**
 * A saved query. The API hands out neither the query nor its result: what is known is said, and the rest is a link
 * away.
 */
export const dataExplorer: Renderer<DataExplorerConfiguration> = (host, { queryRange, query }, context) => {
  const {
    endpoint,
    messages: { content },
  } = context;
  const range = describeRange(context, queryRange);
  const facts = element("p", { class: "hint" }, range);
  if (query) facts.append(range && " · ", isolated(query));
  const open = link(new URL(endpoint));
  open.append(content.openApplication);
  const what = element("p", { class: "what" }, content.savedQuery);
  host.append(element("div", { class: "blank" }, what, facts, element("p", {}, open)));
  return {};
};
