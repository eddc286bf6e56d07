// The chunk with uPlot.
export { barChart } from "./barChart.ts";
export { lineChart } from "./lineChart.ts";
