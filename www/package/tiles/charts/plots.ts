// The entry of the chunk that contains uPlot.
export { barChart } from "./barChart.ts";
export { lineChart } from "./lineChart.ts";
