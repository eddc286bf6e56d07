import { IotCentralError } from "./dist/iotcentral_web.js";
import { formatValue as write, MISSING } from "./dist/element/values.js";

export function formatValue(value, options) {
  try {
    return write(value, options ?? {});
  } catch {
    if (!isLanguage(options)) {
      throw new IotCentralError("locale should be a BCP 47 language tag, such as `de-DE`", "InvalidInput", { pointer: "/locale" });
    }
    // A member that throws, an object that holds itself, an option of another type.
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
