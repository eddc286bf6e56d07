//! What a tile measures.

use crate::model::macros::{object, open_enum};

object! {
    /// A capability of the devices, and how its values become one.
    pub struct Capability as "a capability" {
        /// The capability's name, with its component in front where it has one: `temperature`, `thermostat.temperature`.
        required capability: String = "capability",
        /// The function that aggregates its values.
        required aggregate_function: AggregateFunction = "aggregateFunction",
    }
}

open_enum! {
    /// How values of a capability become one. The service's default is `count`.
    pub enum AggregateFunction {
        /// The sum.
        Sum = "sum",
        /// How many there are.
        Count = "count",
        /// The largest.
        Max = "max",
        /// The smallest.
        Min = "min",
        /// The mean.
        Avg = "avg",
    }
}
