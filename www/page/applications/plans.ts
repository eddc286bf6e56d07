/** Price plans, by the number of messages that each device may send in a month without extra cost. */
export const PLANS = [
  ["ST0", "Standard 0: 400 messages a device and month"],
  ["ST1", "Standard 1: 5,000 messages a device and month"],
  ["ST2", "Standard 2: 30,000 messages a device and month"],
] as const satisfies readonly (readonly [string, string])[];
