//! Lists: `{"value": […], "nextLink": "…"}`, read page by page.

mod filter;

use axum::{
    Json,
    extract::{FromRequestParts, OriginalUri},
    http::request::Parts,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use form_urlencoded::Serializer;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

pub(super) use self::filter::Fields;
use self::filter::{Filter, Order};
use crate::{
    Emulator,
    application::Application,
    error::Error,
    http::{ListNames, Parameters},
    store::Kind,
};

/// The number of items on a page if the request does not say.
const DEFAULT_PAGE: usize = 25;
const MAX_PAGE: usize = 100;
const CONTINUATION: &str = "continuationToken";
/// How long a nextLink is valid. The service's links are valid for some time too, which is not documented.
const LIFETIME: SignedDuration = SignedDuration::from_mins(10);

/// A request for a page of a list: its address, from which the next link is built, and its parameters.
pub(crate) struct ListRequest {
    address: String,
    parameters: Parameters,
    now: Timestamp,
}

impl ListRequest {
    /// Reads the documents that [`Self::answer`] needs for the page: all documents if the request has a filter or an
    /// order.
    pub(crate) fn documents(&self, application: &Application, kind: Kind) -> Result<Vec<Value>, Error> {
        if self.get(|names| names.filter).is_some() || self.get(|names| names.order).is_some() {
            return application.list(kind);
        }
        let after = self.parameters.get(CONTINUATION).map(|token| self.decode(token)).transpose()?;
        let (_, id) = after.unwrap_or_default();
        // One document more tells whether there is another page.
        application.emulator().store().list_after(application.id(), kind, &id, self.page_size()? + 1)
    }

    /// Returns the page of `items` that the request asks for.
    pub(crate) fn answer(&self, items: Vec<Value>, fields: &Fields) -> Result<Json<Value>, Error> {
        let filter = match self.get(|names| names.filter) {
            Some((name, text)) => Filter::parse(name, text, fields)?,
            None => Filter::default(),
        };
        let order = Order::parse(self.get(|names| names.order), fields)?;
        let after = self.parameters.get(CONTINUATION).map(|token| self.decode(token)).transpose()?;
        let page_size = self.page_size()?;

        let mut rest: Vec<_> = items
            .into_iter()
            .filter(|item| filter.accepts(item))
            .map(|item| (order.key(&item), item))
            .filter(|(key, _)| after.as_ref().is_none_or(|after| order.compare(key, after).is_gt()))
            .collect();
        rest.sort_by(|(left, _), (right, _)| order.compare(left, right));

        let more = rest.len() > page_size;
        rest.truncate(page_size);
        let next = rest.last().filter(|_| more).map(|(key, _)| self.next_link(key));
        let value: Vec<_> = rest.into_iter().map(|(_, item)| item).collect();
        Ok(Json(match next {
            Some(link) => json!({ "value": value, "nextLink": link }),
            None => json!({ "value": value }),
        }))
    }

    fn page_size(&self) -> Result<usize, Error> {
        let Some((name, text)) = self.get(|names| names.page_size) else { return Ok(DEFAULT_PAGE) };
        text.parse().ok().filter(|size| (1..=MAX_PAGE).contains(size)).ok_or_else(|| {
            Error::bad_request(format!("{name} is {text:?}; it must be a whole number from 1 to {MAX_PAGE}."))
        })
    }

    /// Returns the value of a parameter by its name in the api-version of the request.
    fn get(&self, name: fn(&ListNames) -> &'static str) -> Option<(&'static str, &str)> {
        let name = name(self.parameters.list_names()?);
        self.parameters.get(name).map(|value| (name, value))
    }

    /// Returns the address of the page after the item `last`. It contains the last item instead of a position, so that
    /// items which are added or deleted in the meantime neither repeat nor hide others.
    fn next_link(&self, last: &(String, String)) -> String {
        let mut query = Serializer::new(String::new());
        let version = self.parameters.get("api-version").map(|version| ("api-version", version));
        let asked = [self.get(|names| names.filter), self.get(|names| names.order), self.get(|names| names.page_size)];
        for (name, value) in version.into_iter().chain(asked.into_iter().flatten()) {
            query.append_pair(name, value);
        }
        let token = URL_SAFE_NO_PAD.encode(json!([last.0, last.1, self.now.as_second()]).to_string());
        query.append_pair(CONTINUATION, &token);
        format!("{}?{}", self.address, query.finish())
    }

    /// Returns the sort key and the id of the last item from a token that has not expired.
    fn decode(&self, token: &str) -> Result<(String, String), Error> {
        let read = || serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token).ok()?).ok();
        let (key, id, issued): (String, String, i64) = read().ok_or_else(|| {
            Error::bad_request(format!(
                "The {CONTINUATION} is not one of this emulator's. Call a nextLink as it was received, or start the list again."
            ))
        })?;
        let age = self.now.as_second().checked_sub(issued);
        if age.is_none_or(|age| !(0..=LIFETIME.as_secs()).contains(&age)) {
            return Err(Error::continuation_expired(format!(
                "The {CONTINUATION} is not of the last {} minutes. Start the list again.",
                LIFETIME.as_mins()
            )));
        }
        Ok((key, id))
    }
}

impl FromRequestParts<Emulator> for ListRequest {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, emulator: &Emulator) -> Result<Self, Error> {
        let Ok(OriginalUri(uri)) = OriginalUri::from_request_parts(parts, emulator).await;
        let Ok(parameters) = Parameters::from_request_parts(parts, emulator).await;
        Ok(Self {
            address: format!("{}{}", emulator.origin(parts), uri.path()),
            parameters,
            now: emulator.clock().now(),
        })
    }
}
