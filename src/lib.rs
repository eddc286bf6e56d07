//! Azure IoT Central SDK for the browser.
