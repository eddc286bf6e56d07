/** Whether an address is on this machine. */
export function isLoopback(endpoint: string): boolean {
  return URL.canParse(endpoint) && /^(127\.0\.0\.1|([a-z\d-]+\.)?localhost)$/.test(new URL(endpoint).hostname);
}
