//! Azure IoT Central SDK for the browser.

pub mod model;
