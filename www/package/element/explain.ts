import type { IotCentralError } from "iotcentral-web";

import { WebAssemblyForbidden } from "./library.ts";
import { isLoopback } from "../shared/loopback.ts";

/** Something that went wrong, in words, with what to do about it. */
export interface Explanation {
  title: string;
  advice: string;
  /** A command line that helps. */
  command?: string;
}

/** Says what an error means for the person who looks at the page. */
export function explain(error: unknown, endpoint: string): Explanation {
  if (error instanceof WebAssemblyForbidden) {
    return {
      title: "This page forbids WebAssembly",
      advice: "Dashboards are read by a WebAssembly module. Whoever runs the page can allow it: script-src of its content security policy needs 'wasm-unsafe-eval'.",
    };
  }
  if (!isServiceError(error)) {
    return { title: "Something is wrong with this page", advice: error instanceof Error ? error.message : String(error) };
  }
  return byStatus(error, endpoint) ?? byCode(error, endpoint) ?? other(error);
}

/** By its name: an error may come from another copy of the package, and none is loaded for this. */
function isServiceError(error: unknown): error is IotCentralError {
  return error instanceof Error && error.name === "IotCentralError";
}

function byStatus(error: IotCentralError, endpoint: string): Explanation | undefined {
  switch (error.statusCode) {
    case 401:
      return {
        title: "The token was not accepted",
        advice: isLoopback(endpoint)
          ? "The emulator was started with another token; it printed which."
          : "It may have expired, or belong to another application: bearer tokens live about an hour.",
      };
    case 403:
      return {
        title: "The token may not see this",
        advice: "Its role lacks the permission to read dashboards or device data. Ask an administrator of the application.",
      };
    case 404:
      return { title: "Not found", advice: `${error.message} It may have been deleted since the dashboard was made.` };
    case 429:
      return { title: "Too many requests", advice: "The application is busy: all its users share 20 requests a second. This page tries again by itself." };
    default:
      return undefined;
  }
}

function byCode(error: IotCentralError, endpoint: string): Explanation | undefined {
  switch (error.code) {
    case "Network":
      return isLoopback(endpoint)
        ? { title: `No emulator answers at ${endpoint}`, advice: "Start it in the repository with this command.", command: "cargo xtask demo" }
        : {
            title: `No answer from ${new URL(endpoint).host}`,
            advice: "Network or CORS: a browser doesn’t tell which. Check the address and your connection; a proxy or an extension may also hold the request back. Then try again.",
          };
    case "Timeout":
      return { title: "No answer in time", advice: "The service or the network is slow. Try again in a moment." };
    case "Decode":
      // A page of somebody else is no JSON at all; where there is a place in it, the answer is IoT Central's.
      if (error.pointer) return { title: "Something in the dashboard or its data can’t be read", advice: `${error.message} The rest of the answer is fine: what stands there has to be mended in IoT Central.` };
      return { title: "The answer was not IoT Central’s", advice: `${error.message} A proxy or a login page may stand in between.` };
    default:
      return undefined;
  }
}

function other(error: IotCentralError): Explanation {
  const support = error.requestId ? ` For a support case: request ${error.requestId}.` : "";
  return { title: "That did not work", advice: `${error.message}${support}` };
}
