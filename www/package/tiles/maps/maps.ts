// The entry of the chunk that contains d3-geo and the outlines of the land.
export { mapProperty } from "./mapProperty.ts";
export { mapTelemetry } from "./mapTelemetry.ts";
