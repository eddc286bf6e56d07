import type { IotCentralError } from "iotcentral-web";

import { explain } from "../../package/element/explain.ts";
import { english } from "../../package/messages/en.ts";
import { InvalidInput } from "../invalidInput.ts";

/** An error as one text. */
export interface Problem {
  text: string;
  /** The part of the request that is wrong, as a JSON pointer or a path. */
  place?: string | undefined;
}

/** Explains why an action failed. An action that failed has changed nothing. */
export function problem(error: unknown, endpoint: string): Problem {
  if (error instanceof InvalidInput) return { text: error.message, place: error.place };
  const { code, statusCode, message, pointer, details } = isServiceError(error)
    ? error
    : ({} as Partial<IotCentralError>);
  const place = pointer ?? details?.find(({ target }) => target)?.target;
  // The client has refused a value, and sent no request.
  if (code === "InvalidInput") return { text: message ?? "", place };
  switch (statusCode) {
    case 403:
      return {
        text: `Your role doesn’t allow this: nothing was changed. Ask an administrator for it, or connect with another token. ${message ?? ""}`,
        place,
      };
    case 412:
      return {
        text: "Another person has changed it meanwhile, so nothing was saved. Look at the new version, and try again.",
      };
    case 400:
    case 404:
    case 409:
    case 422:
      return { text: message ?? "", place };
    default: {
      const { title, advice } = explain(error, endpoint, english);
      return { text: `${title}. ${advice}`, place };
    }
  }
}

/** Checked by name: `instanceof` fails for errors of another copy of the package. */
function isServiceError(error: unknown): error is IotCentralError {
  return error instanceof Error && error.name === "IotCentralError";
}
