//! Dashboards (`2022-10-31-preview`).

use super::macros::object;
use super::tile::Tile;

object! {
    /// A dashboard: a title and up to 100 tiles on a grid.
    ///
    /// Source: `Dashboard` in the data plane's OpenAPI description, `2022-10-31-preview`.
    ///
    /// ```
    /// use iotcentral_web::model::{ChartTile, Dashboard, Tile, TileConfiguration, TimeRange};
    ///
    /// let chart = ChartTile::new("thermostats", vec!["thermostat-01".to_owned()], TimeRange::new("P1D"));
    /// let tile = Tile::new("Temperature", TileConfiguration::LineChart(chart)).at(0, 0, 4, 3);
    /// let dashboard = Dashboard { tiles: Some(vec![tile]), ..Dashboard::new("Hall 1") };
    ///
    /// let text = serde_json::to_string(&dashboard)?;
    /// assert_eq!(serde_json::from_str::<Dashboard>(&text)?, dashboard);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct Dashboard as "a dashboard" {
        /// The dashboard's id: letters, digits, `:` and `;`, at most 128 characters, such as
        /// `dtmi:kkfvwa2xi:p7pyt5x38`. The service sets it from the address of the request.
        readonly id: String = "id",
        /// The title, at least one character.
        required display_name: String = "displayName" from 1,
        /// The tiles, at most 100. Absent means none.
        optional tiles: Vec<Tile> = "tiles" to 100,
        /// Whether only the current user sees the dashboard. Personal dashboards can be read but not created through
        /// the API.
        readonly personal: bool = "personal",
        /// Whether the dashboard is one of the user's favorites. Default `false`.
        optional favorite: bool = "favorite",
        /// Ids of the organizations that the dashboard belongs to; the service accepts at most one. Absent if the
        /// dashboard is personal or belongs to the whole application.
        optional organizations: Vec<String> = "organizations" to 1,
        /// The version of the dashboard, quotes included. Pass it unchanged in `ifMatch` to update only this version.
        optional etag: String = "etag",
    }
}

object! {
    /// A JSON merge patch (RFC 7396) for a dashboard: an absent member stays unchanged, `null` removes the member, and
    /// a list of tiles replaces all tiles.
    ///
    /// ```
    /// use iotcentral_web::model::DashboardPatch;
    ///
    /// // Makes the dashboard a favorite, and takes it out of its organization.
    /// let (favorite, organizations) = (Some(Some(true)), Some(None));
    /// let patch = DashboardPatch { favorite, organizations, ..DashboardPatch::default() };
    /// assert_eq!(serde_json::to_string(&patch)?, r#"{"favorite":true,"organizations":null}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct DashboardPatch as "a patch for a dashboard" {
        /// The new title, at least one character.
        optional display_name: String = "displayName" from 1,
        /// All tiles that the dashboard has after the update, at most 100.
        nullable tiles: Vec<Tile> = "tiles" to 100,
        /// Whether the dashboard is one of the user's favorites.
        nullable favorite: bool = "favorite",
        /// Ids of the organizations that the dashboard belongs to; the service accepts at most one.
        nullable organizations: Vec<String> = "organizations" to 1,
    }
}

impl Dashboard {
    /// Returns whether the service accepts a text as the id of a dashboard. Pattern and length are those of the OpenAPI
    /// description.
    ///
    /// ```
    /// use iotcentral_web::model::Dashboard;
    ///
    /// assert!(Dashboard::is_id("dtmi:contoso:hall1") && !Dashboard::is_id("Hall 1"));
    /// ```
    #[must_use]
    pub fn is_id(text: &str) -> bool {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b':' || byte == b';';
        !text.is_empty() && text.len() <= 128 && text.bytes().all(allowed)
    }
}
