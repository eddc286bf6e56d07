//! The client in a Rust application for the browser, such as one made with Leptos, Yew or Dioxus: without the JavaScript
//! face (`default-features = false`), with the browser's `fetch`.
//!
//! `cargo check --example titles --target wasm32-unknown-unknown --no-default-features`

#[cfg(target_arch = "wasm32")]
mod page {
    use std::rc::Rc;

    use futures_util::FutureExt;
    use futures_util::future::LocalBoxFuture;
    use iotcentral_web::pipeline::PipelineOptions;
    use iotcentral_web::pipeline::auth::{AccessToken, Credential, TokenCredential};
    use iotcentral_web::request::dashboards::ListDashboards;
    use iotcentral_web::transport::fetch::Fetch;
    use iotcentral_web::{Error, IotCentralClient};

    /// Gives the token that the application got when its user signed in.
    struct SignedIn(String);

    impl TokenCredential for SignedIn {
        fn get_token(
            &self,
            _scope: &str,
            _claims: Option<&str>,
        ) -> LocalBoxFuture<'static, Result<AccessToken, String>> {
            let token = AccessToken { token: self.0.clone(), expires_on_ms: None, refresh_after_ms: None };
            async move { Ok(token) }.boxed_local()
        }
    }

    /// The titles of all dashboards; call it from `spawn_local` or a resource.
    pub(crate) async fn titles(endpoint: &str, token: String) -> Result<Vec<String>, Error> {
        let credential = Credential::Token(Rc::new(SignedIn(token)));
        let transport = Rc::new(Fetch::default());
        let central = IotCentralClient::new(endpoint, credential, PipelineOptions::default(), transport)?;
        let mut titles = Vec::new();
        let mut pages = central.dashboards().list(&ListDashboards::default());
        while let Some(page) = pages.next().await {
            let items = page?.items().unwrap_or_default();
            titles.extend(items.into_iter().map(|dashboard| dashboard.display_name));
        }
        Ok(titles)
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {
    wasm_bindgen_futures::spawn_local(async {
        match page::titles("https://contoso.azureiotcentral.com", "token".to_owned()).await {
            Ok(titles) => web_sys::console::log_1(&titles.join("\n").into()),
            Err(error) => web_sys::console::error_1(&error.to_string().into()),
        }
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("This runs in a browser: build it with --target wasm32-unknown-unknown.");
}
