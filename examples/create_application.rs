//! Creates an IoT Central application, waits until it is ready, and connects to it.
//!
//! `cargo check --example create_application --target wasm32-unknown-unknown`

use std::time::Duration;

use iotcentral_web::model::{
    Application, ApplicationIdentity, ApplicationIdentityType, ApplicationProperties, ApplicationSku,
    ApplicationSkuName, Json,
};
use iotcentral_web::{ApplicationsClient, ClientOptions, Credential, DOMAIN, Error, IotCentralClient, OperationStatus};

/// The application to create.
fn contoso() -> Application {
    Application {
        identity: Some(ApplicationIdentity::new(ApplicationIdentityType::SystemAssigned)),
        properties: Some(ApplicationProperties {
            display_name: Some("Contoso IoT".to_owned()),
            subdomain: Some("contoso-iot".to_owned()),
            ..ApplicationProperties::default()
        }),
        ..Application::new("eastus", ApplicationSku::new(ApplicationSkuName::Standard2))
    }
}

/// Creates the application, and returns a client for it.
async fn create(applications: &ApplicationsClient, application: &Json<Application>) -> Result<IotCentralClient, Error> {
    let poller =
        applications.begin_create_or_update("rg", "contoso-iot", application)?.with_deadline(Duration::from_secs(600));
    // After a reload of the page, `applications.restore_poller(&saved)` resumes from this text.
    println(&poller.to_string());
    let report = |status: OperationStatus| println(&format!("{status:?}"));
    let created = poller.poll_until_done(report).await?;
    let application = created.as_ref().unwrap_or(application);
    applications.connect(application.view(), DOMAIN, ClientOptions::default())
}

async fn run() -> Result<(), Error> {
    let credential = Credential::from_fn(|request| async move {
        // One sign-in serves both planes. The scope tells which of them the token is for.
        Ok::<_, Error>(format!("token of {}", request.scope))
    });
    let applications = ApplicationsClient::new("00000000-0000-0000-0000-000000000000", credential)?;
    println(create(&applications, &Json::from(&contoso())).await?.endpoint());
    Ok(())
}

fn main() {
    spawn(run());
}

#[path = "support/page.rs"]
mod page;
use page::{println, spawn};
