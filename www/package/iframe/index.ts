// The module `iotcentral-web/iframe`.
export { hostCredential, type HostCredentialOptions } from "./frame.ts";
export { shareCredential, type ShareCredentialOptions } from "./host.ts";
