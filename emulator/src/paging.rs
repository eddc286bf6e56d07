//! Lists: `{"value": […], "nextLink": "…"}`, page by page.

use axum::{
    Json,
    extract::{FromRequestParts, OriginalUri},
    http::request::Parts,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use form_urlencoded::Serializer;
use serde_json::{Value, json};

use crate::{
    Emulator, cors,
    error::Error,
    filter::{Fields, Filter, Order},
    parameters::Parameters,
};

/// Items a page, when the call doesn't say.
const DEFAULT_PAGE: usize = 25;
const MAX_PAGE: usize = 100;
const CONTINUATION: &str = "continuationToken";

/// One call for a page of a list: its address, to build the next one from, and its parameters.
pub(crate) struct ListRequest {
    address: String,
    parameters: Parameters,
}

impl ListRequest {
    /// The page of `items` that the call asks for.
    pub(crate) fn answer(&self, items: Vec<Value>, fields: &Fields) -> Result<Json<Value>, Error> {
        let filter = match self.parameters.get("filter") {
            Some(text) => Filter::parse(text, fields)?,
            None => Filter::default(),
        };
        let order = Order::parse(self.parameters.get("orderby"), fields)?;
        let after = self.parameters.get(CONTINUATION).map(decode).transpose()?;
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
        let Some(text) = self.parameters.get("maxpagesize") else { return Ok(DEFAULT_PAGE) };
        text.parse().ok().filter(|size| (1..=MAX_PAGE).contains(size)).ok_or_else(|| {
            Error::bad_request(format!("maxpagesize is {text:?}; it must be a whole number from 1 to {MAX_PAGE}."))
        })
    }

    /// The address of the page after `last`. It remembers the last item rather than a position, so that items which come
    /// and go meanwhile neither repeat others nor hide them.
    fn next_link(&self, last: &(String, String)) -> String {
        let mut query = Serializer::new(String::new());
        for name in ["api-version", "filter", "orderby", "maxpagesize"] {
            if let Some(value) = self.parameters.get(name) {
                query.append_pair(name, value);
            }
        }
        let token = URL_SAFE_NO_PAD.encode(json!([last.0, last.1]).to_string());
        query.append_pair(CONTINUATION, &token);
        format!("{}?{}", self.address, query.finish())
    }
}

impl FromRequestParts<Emulator> for ListRequest {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, emulator: &Emulator) -> Result<Self, Error> {
        let Ok(OriginalUri(uri)) = OriginalUri::from_request_parts(parts, emulator).await;
        let Ok(parameters) = Parameters::from_request_parts(parts, emulator).await;
        Ok(Self { address: format!("{}{}", cors::origin(emulator, parts), uri.path()), parameters })
    }
}

fn decode(token: &str) -> Result<(String, String), Error> {
    URL_SAFE_NO_PAD.decode(token).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).ok_or_else(|| {
        Error::bad_request(format!(
            "The {CONTINUATION} is not one of this emulator's. Call a nextLink as it was received, or start the list again."
        ))
    })
}
