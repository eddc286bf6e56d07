/** A token for the service, as `@azure/core-auth` has it. */
export interface AccessToken {
  token: string;
  /** When it ends, in milliseconds since 1970. */
  expiresOnTimestamp: number;
  /** When it should be renewed, in milliseconds since 1970. Absent: five minutes before its end. */
  refreshAfterTimestamp?: number;
}

/** What `@azure/identity` and MSAL adapters offer. It is asked again when a token nears its end. */
export interface TokenCredential {
  getToken(scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken | null>;
}

/**
 * What authorizes requests:
 * - a `TokenCredential` (`@azure/identity`),
 * - a function that returns a bearer token (with or without the word `Bearer`) or an API token, or an `AccessToken` where its end is
 *   known,
 * - an API token, `SharedAccessSignature sr=…`. Meant for service to service: anybody who opens the page can read it,
 *   so it draws one warning on the console.
 *
 * Tokens stay in memory: never in storage, a URL, an error or a log.
 */
export type Credential =
  | TokenCredential
  | ((scope: string, options: GetTokenOptions) => string | AccessToken | Promise<string | AccessToken>)
  | string;
