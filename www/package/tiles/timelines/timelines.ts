// The chunk of what is drawn as lanes along time.
export { eventChart } from "./eventChart.ts";
export { heatMapChart } from "./heatMapChart.ts";
export { stateChart } from "./stateChart.ts";
