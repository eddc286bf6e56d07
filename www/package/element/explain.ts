import type { IotCentralError } from "iotcentral-web";
import type { Messages } from "../messages/messages.ts";
import { isLoopback } from "../shared/loopback.ts";
import { WebAssemblyForbidden } from "./library.ts";

/** An error as a person sees it, with advice. */
export interface Explanation {
  title: string;
  advice: string;
}

/** Explains an error to the person who looks at the page. */
export function explain(error: unknown, endpoint: string, { errors }: Messages): Explanation {
  if (error instanceof WebAssemblyForbidden) return errors.noWebAssembly;
  if (!isServiceError(error)) {
    return { title: errors.page, advice: error instanceof Error ? error.message : String(error) };
  }
  return byStatus(error, endpoint, errors) ?? byCode(error, endpoint, errors) ?? other(error, errors);
}

/** Checked by name: `instanceof` fails for errors of another copy of the package, and would need the module. */
function isServiceError(error: unknown): error is IotCentralError {
  return error instanceof Error && error.name === "IotCentralError";
}

function byStatus(
  { statusCode, message }: IotCentralError,
  endpoint: string,
  errors: Messages["errors"],
): Explanation | undefined {
  switch (statusCode) {
    case 401: {
      const { title, advice, emulator } = errors.unauthorized;
      return { title, advice: isLoopback(endpoint) ? emulator : advice };
    }
    case 403:
      return errors.forbidden;
    case 404:
      return { title: errors.notFound.title, advice: errors.notFound.advice(sentence(message)) };
    case 429:
      return errors.busy;
    default:
      return undefined;
  }
}

function byCode(
  { code, message, pointer }: IotCentralError,
  endpoint: string,
  errors: Messages["errors"],
): Explanation | undefined {
  switch (code) {
    // The client has refused a value of the page, and sent no request.
    case "InvalidInput":
      return { title: errors.page, advice: message };
    case "Network":
      return isLoopback(endpoint)
        ? { title: errors.noEmulator.title(endpoint), advice: errors.noEmulator.advice }
        : { title: errors.network.title(new URL(endpoint).host), advice: errors.network.advice };
    case "Module":
      return { title: errors.noModule, advice: message };
    case "Timeout":
      return errors.timeout;
    case "Decode": {
      // An answer that is not JSON has no pointer and comes from another site; a pointer means IoT Central's own JSON.
      const { title, advice } = pointer ? errors.malformed : errors.otherSite;
      return { title, advice: advice(sentence(message)) };
    }
    default:
      return undefined;
  }
}

function other({ message, requestId }: IotCentralError, { other }: Messages["errors"]): Explanation {
  return { title: other.title, advice: other.advice(sentence(message), requestId) };
}

/** Ends a message with a full stop, so that a sentence can follow. */
function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
