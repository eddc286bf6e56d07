// The chunk with d3-geo and the outlines of the land.
export { mapProperty } from "./mapProperty.ts";
export { mapTelemetry } from "./mapTelemetry.ts";
