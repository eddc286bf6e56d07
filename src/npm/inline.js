// One file, nothing to fetch and no top-level await: for classic scripts (IIFE) and pages under `connect-src 'none'`.
import base64 from "./dist/base64.js";
import { initSync } from "./dist/iotcentral_web.js";

initSync({ module: Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)) });

export * from "./dist/iotcentral_web.js";
export * from "./format.js";
