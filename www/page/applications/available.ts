import type { AvailabilityInfo } from "iotcentral-web";

import { clearError, showError, showHint } from "../forms/field.ts";

/** The pause in typing after which the value is checked, in milliseconds. */
const PAUSE = 400;

/** Checks while a person types whether the value is free. Shows the result at the field; a taken value is invalid. */
export function checkWhileTyping(
  control: HTMLInputElement,
  ask: (value: string, abortSignal: AbortSignal) => Promise<AvailabilityInfo>,
  signal: AbortSignal,
): void {
  let asking = new AbortController();
  const advice = control.dataset["advice"] ?? "";
  const check = async (value: string, abortSignal: AbortSignal): Promise<void> => {
    try {
      const { nameAvailable, message } = await ask(value, abortSignal);
      if (nameAvailable) return showHint(control, `${value} is free.`, "good");
      const why = message ?? `${value} is taken. Choose another.`;
      control.setCustomValidity(why);
      showHint(control, "");
      showError(control, why);
    } catch (error) {
      if (!abortSignal.aborted)
        showHint(
          control,
          `Whether it is free could not be checked: ${error instanceof Error ? error.message : String(error)}`,
        );
    }
  };
  control.addEventListener("input", () => {
    asking.abort();
    asking = new AbortController();
    const abortSignal = AbortSignal.any([signal, asking.signal]);
    control.setCustomValidity("");
    clearError(control);
    if (!control.validity.valid) return showHint(control, advice);
    showHint(control, "Checking whether it is free…", "waiting");
    const timer = setTimeout(() => void check(control.value, abortSignal), PAUSE);
    abortSignal.addEventListener("abort", () => clearTimeout(timer));
  });
}
