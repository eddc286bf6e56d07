import type { DataExplorerConfiguration } from "iotcentral-web";

import { element, isolated } from "../../shared/dom.ts";
import { blank } from "../parts/blank.ts";
import { describeRange } from "../parts/range.ts";
import type { Renderer } from "../renderer.ts";
import { link } from "./link.ts";

/**
 * Shows a saved query. The API returns neither the query nor its result, so the tile shows what it knows and links to
 * the application.
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
  host.append(blank(content.savedQuery, facts, element("p", {}, open)));
  return {};
};
