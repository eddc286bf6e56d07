//! The usual way from JSON to JavaScript: serde_json reads structs, and serde-wasm-bindgen makes objects of them.
//!
//! Written to be fast: a tile configuration is one flat struct, because serde's tagged enums are slower, and absent
//! members aren't written. Members that the model doesn't know are lost.

use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// Returns a page of a list of dashboards as plain objects.
///
/// # Errors
/// The error of serde.
#[wasm_bindgen]
pub fn decode(json: &[u8]) -> Result<JsValue, JsError> {
    let page: Page = serde_json::from_slice(json)?;
    Ok(page.serialize(&Serializer::json_compatible())?)
}

/// Declares an object by its required and optional members.
macro_rules! object {
    ($name:ident { $($required:ident: $required_type:ty,)* } optional { $($optional:ident: $type:ty,)* }) => {
        #[derive(Deserialize, Serialize)]
        #[serde(rename_all = "camelCase")]
        struct $name {
            $($required: $required_type,)*
            $(#[serde(skip_serializing_if = "Option::is_none")] $optional: Option<$type>,)*
        }
    };
}

object! {
    Page { value: Vec<Dashboard>, } optional { next_link: String, }
}

object! {
    Dashboard { display_name: String, }
    optional {
        id: String,
        tiles: Vec<Tile>,
        personal: bool,
        favorite: bool,
        organizations: Vec<String>,
        etag: String,
    }
}

object! {
    Tile {
        display_name: String,
        configuration: TileConfiguration,
        x: f64,
        y: f64,
        width: f64,
        height: f64,
    }
    optional { id: String, }
}

object! {
    TileConfiguration { r#type: String, }
    optional {
        group: String,
        devices: Vec<String>,
        capabilities: Vec<Capability>,
        query_range: QueryRange,
        format: Format,
        show_trend: bool,
        zoom_level: f64,
        description: String,
        href: String,
        image: String,
        text: String,
        text_size: f64,
        text_size_unit: String,
        word_wrap: bool,
        source_url: String,
        query: String,
        command: String,
        device: String,
    }
}

object! {
    Capability { capability: String, aggregate_function: String, } optional {}
}

object! {
    QueryRange { r#type: String, } optional { duration: String, resolution: String, count: f64, }
}

object! {
    Format {}
    optional {
        x_axis_enabled: bool,
        y_axis_enabled: bool,
        legend_enabled: bool,
        abbreviate_value: bool,
        decimal_places: f64,
        text_size: f64,
        unit: String,
        word_wrap: bool,
        background_color: String,
        fit_image: bool,
        show_title: bool,
        text_color: String,
        text_size_unit: String,
    }
}
