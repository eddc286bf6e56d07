// The entry of the chunk that draws lanes along time.
export { eventChart } from "./eventChart.ts";
export { heatMapChart } from "./heatMapChart.ts";
export { stateChart } from "./stateChart.ts";
