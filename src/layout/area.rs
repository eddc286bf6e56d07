//! The area of a tile on the grid.

use crate::error::Error;

/// The right and the lower end of the grid, in cells.
pub(super) const END: f64 = 100.0;

/// The cells that a tile covers on a dashboard's grid. All members are numbers of cells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TileArea {
    /// Distance from the left edge of the grid, at least 0.
    pub x: f64,
    /// Distance from the top edge of the grid, at least 0.
    pub y: f64,
    /// Width, 1–10.
    pub width: f64,
    /// Height, 1–10.
    pub height: f64,
}

impl TileArea {
    pub(super) fn right(&self) -> f64 {
        self.x + self.width
    }

    pub(super) fn bottom(&self) -> f64 {
        self.y + self.height
    }

    pub(super) fn shares_columns(&self, other: &Self) -> bool {
        self.x < other.right() && other.x < self.right()
    }

    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.shares_columns(other) && self.y < other.bottom() && other.y < self.bottom()
    }

    /// Returns an error if the service rejects the size or the place, or if the area reaches beyond the grid.
    pub(super) fn refuse_outside(&self) -> Result<(), Error> {
        let (x_end, y_end) = (END - self.width, END - self.height);
        let members = [
            ("width", self.width, 1.0, 10.0),
            ("height", self.height, 1.0, 10.0),
            ("x", self.x, 0.0, x_end),
            ("y", self.y, 0.0, y_end),
        ];
        // NaN is in no range.
        match members.iter().find(|(_, value, least, most)| !(value >= least && value <= most)) {
            None => Ok(()),
            Some((key, ..)) => {
                let bounds =
                    " leaves the grid: width and height are from 1 to 10, x and y from 0 on, and the grid ends at 100";
                Err(Error::invalid(&["/change/", key].concat(), &[key, bounds].concat()))
            }
        }
    }
}
