//! Tiles whose content stands in the dashboard itself, or elsewhere on the web.

use super::query_range::QueryRange;
use super::text::TextSizeUnit;
use crate::model::macros::object;

object! {
    /// What a markdown tile holds. Anybody who may edit the dashboard wrote it: treat it as hostile text.
    pub struct MarkdownTile as "a markdown tile" {
        /// The text, in Markdown.
        required description: String = "description",
        /// Where a click leads: an absolute URL, or a path inside the application.
        optional href: String = "href",
        /// A picture, base64; real dashboards hold the id of an asset (a GUID) instead.
        optional image: String = "image",
    }
}

object! {
    /// What an image tile holds.
    pub struct ImageTile as "an image tile" {
        /// The picture: id of an asset (a GUID), or data. Empty where none is chosen.
        optional image: String = "image",
        /// Where a click leads: an absolute URL, or a path inside the application.
        optional href: String = "href",
        /// Colours, fit and title.
        optional format: ImageFormat = "format",
    }
}

object! {
    /// Colours, fit and title of an image tile.
    pub struct ImageFormat as "an image format" {
        /// Colour behind the picture. Default `#FFFFFF`.
        optional background_color: String = "backgroundColor",
        /// Whether the picture is stretched to the tile. Default `true`.
        optional fit_image: bool = "fitImage",
        /// Whether the title is shown.
        optional show_title: bool = "showTitle",
        /// Colour of the title.
        optional text_color: String = "textColor",
        /// Size of the title, in `textSizeUnit`; 0 in real dashboards means the usual size.
        optional text_size: f64 = "textSize",
        /// Unit of `textSize`. Default `pt`.
        optional text_size_unit: TextSizeUnit = "textSizeUnit",
    }
}

object! {
    /// What a label tile holds.
    pub struct LabelTile as "a label tile" {
        /// The text, at least one character.
        required text: String = "text" from 1,
        /// Size of the text, in `textSizeUnit`. Default 24.
        optional text_size: f64 = "textSize",
        /// Unit of `textSize`. Default `pt`.
        optional text_size_unit: TextSizeUnit = "textSizeUnit",
        /// Whether long text goes on in the next line. Default `true`.
        optional word_wrap: bool = "wordWrap",
    }
}

object! {
    /// What an external content tile holds.
    pub struct ExternalContentTile as "an external content tile" {
        /// The page to show, an https URL.
        required source_url: String = "sourceUrl",
    }
}

object! {
    /// What a data explorer tile holds.
    pub struct DataExplorerTile as "a data explorer tile" {
        /// How far back the query looks.
        required query_range: QueryRange = "queryRange",
        /// Id of the saved query.
        optional query: String = "query",
    }
}
