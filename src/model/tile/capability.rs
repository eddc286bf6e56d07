//! The capabilities that a tile shows.

use crate::model::macros::{object, open_enum};

object! {
    /// A capability of devices, and the function that aggregates its values.
    ///
    /// ```
    /// use iotcentral_web::model::{AggregateFunction, Capability};
    ///
    /// let mean = Capability::new("thermostat.temperature", AggregateFunction::Avg);
    /// assert_eq!(mean.aggregate_function.as_str(), "avg");
    /// ```
    pub struct Capability as "a capability" {
        /// The capability's name, with its component in front if it has one: `temperature`, `thermostat.temperature`.
        required capability: String = "capability",
        /// The function that aggregates the values.
        required aggregate_function: AggregateFunction = "aggregateFunction",
    }
}

open_enum! {
    /// A function that aggregates values of a capability. The service's default is `count`.
    pub enum AggregateFunction {
        /// The sum of the values.
        Sum = "sum",
        /// The number of values.
        Count = "count",
        /// The largest value.
        Max = "max",
        /// The smallest value.
        Min = "min",
        /// The mean of the values.
        Avg = "avg",
    }
}
