//! The three built-in roles of every application.

use axum::http::Method;
use serde_json::Value;

/// The role of a token's holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// May do everything.
    Administrator,
    /// May do everything, except with organizations, file uploads, users and API tokens.
    Builder,
    /// May read everything except users and API tokens, and change devices and device groups.
    Operator,
}

impl Role {
    /// All roles, the one with the most rights first.
    pub const ALL: [Self; 3] = [Self::Administrator, Self::Builder, Self::Operator];

    /// Returns the name of the role in the portal and in `/api/roles`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrator => "Administrator",
            Self::Builder => "Builder",
            Self::Operator => "Operator",
        }
    }

    /// Returns the documented id, which is the same in every application.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Administrator => "ca310b8d-2f4a-44e0-a36e-957c202cd8d4",
            Self::Builder => "344138e9-8de4-4497-8c54-5237e96d6aaf",
            Self::Operator => "ae2c9854-393b-4f97-8c42-479d70ce626e",
        }
    }

    /// Returns the role with this id.
    pub(crate) fn by_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.id() == id)
    }

    /// Returns the role with the most rights among the assignments of a user or token.
    pub(super) fn assigned(document: &Value) -> Option<Self> {
        let assigned = |role: &Self| {
            let assignments = document.get("roles").and_then(Value::as_array).into_iter().flatten();
            assignments.filter_map(|assignment| assignment.get("role")).any(|id| id == role.id())
        };
        Self::ALL.into_iter().find(assigned)
    }

    /// Returns the token of this role: the emulator's token for the administrator, followed by the name of the role for
    /// the others.
    pub fn token(self, token: &str) -> String {
        match self {
            Self::Administrator => token.to_owned(),
            Self::Builder => format!("{token}-builder"),
            Self::Operator => format!("{token}-operator"),
        }
    }

    /// Returns the role of a token, where the administrator's token is `token`.
    pub(crate) fn from_token(sent: &str, token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.token(token) == sent)
    }

    /// Returns whether the role allows a request. The service has finer rules for reading; here every role may read.
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
