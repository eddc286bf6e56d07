import { IotCentralError } from "./dist/iotcentral_web.js";
import { formatValue as write } from "./dist/element/values.js";

export function formatValue(value, options) {
  try {
    return write(value, options ?? {});
  } catch (error) {
    if (isLanguage(options?.locale)) throw error;
    throw new IotCentralError("locale should be a BCP 47 language tag, such as `de-DE`", "InvalidInput", { pointer: "/locale" });
  }
}

function isLanguage(locale) {
  try {
    Intl.getCanonicalLocales(locale ?? []);
    return true;
  } catch {
    return false;
  }
}
