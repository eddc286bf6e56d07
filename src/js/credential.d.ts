/** A token for the service, as in `@azure/core-auth`. */
export interface AccessToken {
  token: string;
  /** The time of expiry, in milliseconds since 1970. */
  expiresOnTimestamp: number;
  /** The time of renewal, in milliseconds since 1970. Default: five minutes before the expiry. */
  refreshAfterTimestamp?: number;
}

/**
 * A source of tokens, as in `@azure/identity` and MSAL adapters. The client requests a new token before one expires.
 */
export interface TokenCredential {
  getToken(scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken | null>;
}

/**
 * The credential of a client:
 * - a `TokenCredential` (`@azure/identity`),
 * - a function that returns a bearer token (with or without `Bearer`) or an API token, or an `AccessToken` with a time
 *   of expiry,
 * - an API token, `SharedAccessSignature sr=…`. API tokens are meant for servers: every user of a page can read the
 *   token, so the client logs one warning.
 *
 * Tokens stay in memory: the client never writes them to storage, a URL, an error or a log.
 */
export type Credential =
  | TokenCredential
  | ((scope: string, options: GetTokenOptions) => string | AccessToken | Promise<string | AccessToken>)
  | string;
