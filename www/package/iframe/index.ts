// The module `iotcentral-web/iframe`.
export { hostCredential } from "./frame.ts";
export { shareCredential } from "./host.ts";
