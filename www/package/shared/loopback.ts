/** Whether an address is on this machine. */
export function isLoopback(endpoint: string): boolean {
  return URL.canParse(endpoint) && ["127.0.0.1", "localhost"].includes(new URL(endpoint).hostname);
}
