import type { IotCentralClient } from "iotcentral-web";

/** The smallest WebAssembly module: its magic number and its version. */
const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** A page that can't run the client. */
export class WebAssemblyForbidden extends Error {}

/**
 * The client, loaded when the first element needs it and shared by all. Not imported statically: an element that is
 * given a client needs no second one, and on a page that forbids WebAssembly the element can show the reason.
 */
export async function loadClient(): Promise<typeof IotCentralClient> {
  if (isForbidden()) throw new WebAssemblyForbidden("WebAssembly is forbidden here");
  const client = await import("iotcentral-web");
  await client.load();
  return client.IotCentralClient;
}

function isForbidden(): boolean {
  try {
    return !new WebAssembly.Module(EMPTY);
  } catch {
    return true;
  }
}
