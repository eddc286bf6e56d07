//! Tiles whose content is in the dashboard itself, or on another web page.

use super::query_range::QueryRange;
use super::text::TextSizeUnit;
use crate::model::macros::object;

object! {
    /// The members of a markdown tile. The text is untrusted: any user who may edit the dashboard can write it.
    ///
    /// ```
    /// use iotcentral_web::model::MarkdownTile;
    ///
    /// let href = Some("https://contoso.com".to_owned());
    /// let note = MarkdownTile { href, ..MarkdownTile::new("Call **Contoso**.") };
    /// ```
    pub struct MarkdownTile as "a markdown tile" {
        /// The text, in Markdown.
        required description: String = "description",
        /// The target of a click: an absolute URL, or a path inside the application.
        optional href: String = "href",
        /// A picture in base64. In real dashboards this is the id of an asset (a GUID).
        optional image: String = "image",
    }
}

object! {
    /// The members of an image tile.
    ///
    /// ```
    /// use iotcentral_web::model::{ImageFormat, ImageTile};
    ///
    /// let format = ImageFormat { fit_image: Some(false), ..ImageFormat::default() };
    /// let image = ImageTile { format: Some(format), ..ImageTile::default() };
    /// ```
    pub struct ImageTile as "an image tile" {
        /// The picture: the id of an asset (a GUID), or its data. Empty if no picture is chosen.
        optional image: String = "image",
        /// The target of a click: an absolute URL, or a path inside the application.
        optional href: String = "href",
        /// Colours, fit and title.
        optional format: ImageFormat = "format",
    }
}

object! {
    /// Colours, fit and title of an image tile.
    ///
    /// ```
    /// use iotcentral_web::model::ImageFormat;
    ///
    /// let format = ImageFormat { background_color: Some("#F0F0F0".to_owned()), ..ImageFormat::default() };
    /// ```
    pub struct ImageFormat as "an image format" {
        /// Colour behind the picture. Default `#FFFFFF`.
        optional background_color: String = "backgroundColor",
        /// Whether the picture is stretched to the tile. Default `true`.
        optional fit_image: bool = "fitImage",
        /// Whether the title is shown.
        optional show_title: bool = "showTitle",
        /// Colour of the title.
        optional text_color: String = "textColor",
        /// Size of the title, in `textSizeUnit`. In real dashboards 0 stands for the usual size.
        optional text_size: f64 = "textSize",
        /// Unit of `textSize`. Default `pt`.
        optional text_size_unit: TextSizeUnit = "textSizeUnit",
    }
}

object! {
    /// The members of a label tile.
    ///
    /// ```
    /// use iotcentral_web::model::LabelTile;
    ///
    /// let label = LabelTile { text_size: Some(32.0), ..LabelTile::new("Hall 1") };
    /// ```
    pub struct LabelTile as "a label tile" {
        /// The text, at least one character.
        required text: String = "text" from 1,
        /// Size of the text, in `textSizeUnit`. Default 24.
        optional text_size: f64 = "textSize",
        /// Unit of `textSize`. Default `pt`.
        optional text_size_unit: TextSizeUnit = "textSizeUnit",
        /// Whether long text is wrapped. Default `true`.
        optional word_wrap: bool = "wordWrap",
    }
}

object! {
    /// The members of an external content tile.
    ///
    /// ```
    /// use iotcentral_web::model::ExternalContentTile;
    ///
    /// let page = ExternalContentTile::new("https://contoso.com/status");
    /// ```
    pub struct ExternalContentTile as "an external content tile" {
        /// The page to show, an https URL.
        required source_url: String = "sourceUrl",
    }
}

object! {
    /// The members of a data explorer tile.
    ///
    /// ```
    /// use iotcentral_web::model::{DataExplorerTile, TimeRange};
    ///
    /// let query = DataExplorerTile { query: Some("q1".to_owned()), ..DataExplorerTile::new(TimeRange::new("P1D")) };
    /// ```
    pub struct DataExplorerTile as "a data explorer tile" {
        /// The time range of the query.
        required query_range: QueryRange = "queryRange",
        /// The id of the saved query.
        optional query: String = "query",
    }
}
