// The module `iotcentral-web/iframe`.
export { type HostCredentialOptions, hostCredential } from "./frame.ts";
export { type ShareCredentialOptions, shareCredential } from "./host.ts";
