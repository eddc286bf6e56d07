import { MISSING, formatValue as write } from "./dist/element/values.js";
import { IotCentralError } from "./dist/iotcentral_web.js";

export function formatValue(value, options) {
  try {
    return write(value, options ?? {});
  } catch {
    if (!isLanguage(options)) {
      throw new IotCentralError("locale should be a BCP 47 language tag, such as `de-DE`", "InvalidInput", {
        pointer: "/locale",
      });
    }
    // A member throws, an object contains itself, or an option has another type.
    return MISSING;
  }
}

function isLanguage(options) {
  try {
    Intl.getCanonicalLocales(options?.locale ?? []);
    return true;
  } catch {
    return false;
  }
}
