//! The three roles that every application has.

use axum::http::Method;
use serde_json::Value;

/// What the holder of a token may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Everything.
    Administrator,
    /// Everything but organizations, file uploads, users and API tokens.
    Builder,
    /// Reads everything but users and API tokens, and works with devices and device groups.
    Operator,
}

impl Role {
    /// All of them, the mightiest first.
    pub const ALL: [Self; 3] = [Self::Administrator, Self::Builder, Self::Operator];

    /// As the portal and `/api/roles` call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrator => "Administrator",
            Self::Builder => "Builder",
            Self::Operator => "Operator",
        }
    }

    /// The documented id, which is the same in every application.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Administrator => "ca310b8d-2f4a-44e0-a36e-957c202cd8d4",
            Self::Builder => "344138e9-8de4-4497-8c54-5237e96d6aaf",
            Self::Operator => "ae2c9854-393b-4f97-8c42-479d70ce626e",
        }
    }

    /// The role of an id.
    pub(crate) fn by_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.id() == id)
    }

    /// The mightiest of a user's or a token's role assignments.
    pub(super) fn assigned(document: &Value) -> Option<Self> {
        let assigned = |role: &Self| {
            let assignments = document.get("roles").and_then(Value::as_array).into_iter().flatten();
            assignments.filter_map(|assignment| assignment.get("role")).any(|id| id == role.id())
        };
        Self::ALL.into_iter().find(assigned)
    }

    /// The token of this role: the emulator's own for the administrator, with the role's name behind it for the others.
    pub fn token(self, token: &str) -> String {
        match self {
            Self::Administrator => token.to_owned(),
            Self::Builder => format!("{token}-builder"),
            Self::Operator => format!("{token}-operator"),
        }
    }

    /// Whose token was sent, where the administrator's is `token`.
    pub(crate) fn of(sent: &str, token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.token(token) == sent)
    }

    /// Whether a request is allowed. Who may read what is a finer matter at the service; here all may.
    pub(super) fn may(self, method: &Method, path: &str) -> bool {
        let mut segments = path.split('/').skip(1);
        let reads = matches!(*method, Method::GET | Method::HEAD) || path == "/api/query";
        match (self, segments.next(), segments.next()) {
            (Self::Administrator, ..) => true,
            (_, Some("api"), Some("users" | "apiTokens")) => false,
            _ if reads => true,
            (_, Some("api"), Some("devices" | "deviceGroups")) => true,
            (Self::Builder, Some("api"), Some(what)) => !matches!(what, "organizations" | "fileUploads"),
            _ => false,
        }
    }
}
