import type { IotCentralClient } from "iotcentral-web";

/** The smallest WebAssembly module: its magic number and its version. */
const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** The page's content security policy forbids WebAssembly, which the client needs. */
export class WebAssemblyForbidden extends Error {}

/**
 * Loads the client when the first element needs one; all elements share it. A static import would load it for elements
 * that are given a client, and would fail before the element could tell that the page forbids WebAssembly.
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
