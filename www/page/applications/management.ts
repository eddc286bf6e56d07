import { type Application, ApplicationsClient } from "iotcentral-web";

import { element } from "../../package/shared/dom.ts";
import { isLoopback } from "../../package/shared/loopback.ts";
import { parameter, setParameter } from "../address.ts";
import { type Connection, tokenIn } from "../connection.ts";
import { copies } from "../copy.ts";
import { type Control, field, input, select } from "../forms/field.ts";
import type { FormOptions } from "../forms/form.ts";

/**
 * A subscription and its credential. Only the subscription's id is stored, in the address; the rest stays in memory.
 */
export interface Management {
  endpoint: string;
  subscription: string;
  token: string;
}

const AZURE = "https://management.azure.com";
/** The id of the emulator's first subscription. */
const EMULATED = "00000000-0000-0000-0000-000000000000";
const GUID = "[\\da-fA-F]{8}(-[\\da-fA-F]{4}){3}-[\\da-fA-F]{12}";
const COMMAND = `az account get-access-token --resource ${AZURE} --output json`;

let entered: Management | undefined;

/**
 * Returns how the page reaches Azure Resource Manager: as a person entered it, or by the emulator that the page is
 * connected to.
 */
export function managementOf({ endpoint, token }: Connection): Management | undefined {
  if (entered) return entered;
  return isLoopback(endpoint)
    ? { endpoint: emulatorOf(endpoint), subscription: linkedSubscription() ?? EMULATED, token }
    : undefined;
}

export function clientOf({ endpoint, subscription, token }: Management): ApplicationsClient {
  return new ApplicationsClient(subscription, () => token, {
    endpoint,
    retryOptions: { maxRetries: 2, retryDelayInMs: 300 },
  });
}

/** Returns the address of an application of the subscription; undefined if the application has no subdomain. */
export function endpointOf({ properties }: Application, { endpoint }: Management): string | undefined {
  const subdomain = properties?.subdomain;
  if (!subdomain) return undefined;
  return isLoopback(endpoint)
    ? `http://${subdomain}.localhost:${new URL(endpoint).port}`
    : `https://${subdomain}.azureiotcentral.com`;
}

/** Returns the resource group of an application, from its id. */
export function groupOf({ id = "" }: Application): string {
  return /\/resourceGroups\/([^/]+)/i.exec(id)?.[1] ?? "";
}

/** The form for a subscription. `done` is called after the subscription has answered. */
export function subscriptionForm(connection: Connection, done: () => void): Omit<FormOptions, "before" | "signal"> {
  const emulator = isLoopback(connection.endpoint) ? emulatorOf(connection.endpoint) : undefined;
  const service = select(
    "service",
    [[AZURE, "Azure"], ...(emulator ? [[emulator, `The emulator at ${new URL(emulator).host}`] as const] : [])],
    managementOf(connection)?.endpoint ?? AZURE,
  );
  let subscription: Control;
  const choice = element("div");
  /** Offers the subscriptions that the token may see. Without any, a person types the id. */
  const offer = (known: readonly (readonly [id: string, name: string])[], chosen: string): void => {
    const isFocused = choice.contains(document.activeElement);
    const typed = input("subscription", {
      required: "",
      pattern: GUID,
      placeholder: EMULATED,
      "data-advice": "A subscription’s id looks like 11111111-2222-3333-4444-555555555555.",
    });
    typed.value = chosen;
    subscription = known.length > 0 ? select("subscription", known, chosen) : typed;
    choice.replaceChildren(field("Subscription", subscription));
    if (isFocused) subscription.focus();
  };
  let asking = new AbortController();
  const list = async (): Promise<void> => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const known = await readSubscriptions(service.value, authority(), signal).catch(() => []);
    if (!signal.aborted) offer(known, subscription.value);
  };
  const token = input("token", { type: "password", required: "" });
  const authority = (): string => (service.value === emulator ? connection.token : tokenIn(token.value));
  offer([], managementOf(connection)?.subscription ?? linkedSubscription() ?? "");

  const command = element("code", {}, COMMAND);
  const hint = element(
    "div",
    {},
    "Paste the whole answer of this command: the subscription is in it, too.",
    element("pre", { tabindex: "0" }, command),
    copies(element("button", { type: "button", class: "small" }, "Copy"), command),
    element(
      "p",
      {},
      "It opens Azure Resource Manager, not the applications. It stays in this page’s memory and is gone when you close or reload it.",
    ),
  );
  token.addEventListener("input", () => {
    const [, id] = /"subscription"\s*:\s*"([^"]*)"/.exec(token.value) ?? [];
    if (id) offer([], id);
  });
  token.addEventListener("change", () => void list());
  const tokenField = field("Token for Azure Resource Manager", token, hint);
  const applyService = (): void => {
    const isEmulator = service.value === emulator;
    tokenField.hidden = isEmulator;
    token.required = !isEmulator;
    if (authority()) void list();
  };
  service.addEventListener("change", applyService);
  applyService();
  return {
    submit: "Show applications",
    busy: "Asking…",
    endpoint: () => service.value,
    body: [...(emulator ? [field("Service", service)] : []), tokenField, choice],
    work: async (abortSignal) => {
      const wanted = {
        endpoint: service.value,
        subscription: subscription.value.trim(),
        token: authority(),
      };
      // Reads the first page to test the token and the subscription.
      await clientOf(wanted).listBySubscription({ abortSignal }).byPage().next();
      abortSignal.throwIfAborted();
      entered = wanted;
      setParameter("subscription", wanted.subscription === EMULATED ? undefined : wanted.subscription);
      done();
    },
  };
}

/**
 * The subscriptions that a token may see, as ids and names. The client's operations are those of one subscription, so
 * the page sends this request itself: https://learn.microsoft.com/rest/api/resources/subscriptions/list
 */
async function readSubscriptions(
  endpoint: string,
  token: string,
  signal: AbortSignal,
): Promise<(readonly [id: string, name: string])[]> {
  const found: (readonly [id: string, name: string])[] = [];
  let next: string | undefined = `${endpoint}/subscriptions?api-version=2022-12-01`;
  // The token goes to no other origin.
  while (next?.startsWith(`${endpoint}/`)) {
    const response = await fetch(next, { headers: { Authorization: `Bearer ${token}` }, signal });
    const { value, nextLink } = await response.json();
    for (const { subscriptionId, displayName } of value)
      found.push([subscriptionId, `${displayName} (${subscriptionId})`]);
    next = nextLink;
  }
  return found;
}

/**
 * Any name of this computer reaches the emulator, but a saved operation belongs to one address, so one name is used.
 */
function emulatorOf(endpoint: string): string {
  return `http://127.0.0.1:${new URL(endpoint).port}`;
}

function linkedSubscription(): string | undefined {
  const linked = parameter("subscription");
  return linked && new RegExp(`^${GUID}$`).test(linked) ? linked : undefined;
}
