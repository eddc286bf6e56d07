// The output of all benchmarks: rows of a table, and a sentence for each bound.

/** Prints a row, whose first column is a name. */
export function row(name, cells) {
  console.log(`  ${name.padEnd(30)}${cells.map((cell) => cell.padStart(11)).join("")}`);
}

/**
 * Prints whether a bound holds, and fails the benchmark if it doesn't. `open` is the reason why a bound is not yet
 * reached, and keeps the benchmark from failing.
 */
export function verdict(holds, sentence, open) {
  console.log(`  ${holds ? "✓" : open ? "○" : "✗"} ${sentence}${!holds && open ? `; open: ${open}` : ""}`);
  if (!holds && !open) process.exitCode = 1;
}

/** Returns median, minimum and maximum, in milliseconds. */
export function milliseconds(samples) {
  return [median(samples), Math.min(...samples), Math.max(...samples)].map((value) => value.toFixed(3));
}

export function median(samples) {
  return samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)];
}
