//! Parses paths of the control plane. Azure ignores the case of paths, which the router cannot, so they are parsed
//! here.

use percent_encoding::percent_decode_str;

use crate::resource::Resource;

const PROVIDER: &str = "microsoft.iotcentral";

/// The resource that a path of the control plane names.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Address {
    /// `/providers/Microsoft.IoTCentral/operations`
    Operations,
    /// `/subscriptions`: not a resource of IoT Central, but a person chooses one before the applications are listed.
    Subscriptions,
    /// `/subscriptions/{subscription}/resourceGroups/{group}`: not a resource of IoT Central, but the az CLI reads its
    /// location.
    Group { subscription: String, group: String },
    /// `…/providers/Microsoft.IoTCentral/iotApps`, of a resource group or the whole subscription
    Applications { subscription: String, group: Option<String> },
    /// `…/iotApps/{name}`
    Application(Resource),
    /// `…/checkNameAvailability`
    CheckName,
    /// `…/checkSubdomainAvailability`
    CheckSubdomain,
    /// `…/appTemplates`
    Templates,
    /// `…/locations/{location}/operationResults/{id}`
    OperationResult { id: String },
    /// Any other path.
    Unknown,
}

impl Address {
    pub(super) fn parse(path: &str) -> Self {
        let decode = |part: &str| percent_decode_str(part).decode_utf8().map(String::from);
        let Ok(parts) = path.split('/').skip(1).map(decode).collect::<Result<Vec<_>, _>>() else {
            return Self::Unknown;
        };
        let fixed: Vec<_> = parts.iter().map(|part| part.to_lowercase()).collect();
        let fixed: Vec<_> = fixed.iter().map(String::as_str).collect();
        let part = |position: usize| parts.get(position).cloned().unwrap_or_default();
        if parts.iter().any(String::is_empty) {
            return Self::Unknown;
        }
        let subscription = part(1);
        match fixed.as_slice() {
            ["providers", PROVIDER, "operations"] => Self::Operations,
            ["subscriptions"] => Self::Subscriptions,
            ["subscriptions", _, "resourcegroups", _] => Self::Group { subscription, group: part(3) },
            ["subscriptions", _, "providers", PROVIDER, "iotapps"] => Self::Applications { subscription, group: None },
            ["subscriptions", _, "resourcegroups", _, "providers", PROVIDER, "iotapps"] => {
                Self::Applications { subscription, group: Some(part(3)) }
            }
            ["subscriptions", _, "resourcegroups", _, "providers", PROVIDER, "iotapps", _] => {
                Self::Application(Resource { subscription, group: part(3), name: part(7) })
            }
            ["subscriptions", _, "providers", PROVIDER, "checknameavailability"] => Self::CheckName,
            ["subscriptions", _, "providers", PROVIDER, "checksubdomainavailability"] => Self::CheckSubdomain,
            ["subscriptions", _, "providers", PROVIDER, "apptemplates"] => Self::Templates,
            ["subscriptions", _, "providers", PROVIDER, "locations", _, "operationresults", id] => {
                Self::OperationResult { id: (*id).to_owned() }
            }
            _ => Self::Unknown,
        }
    }

    /// Returns the methods that the resource supports.
    pub(super) fn methods(&self) -> &'static str {
        match self {
            Self::Application(_) => "GET, PUT, PATCH, DELETE",
            Self::CheckName | Self::CheckSubdomain | Self::Templates => "POST",
            _ => "GET",
        }
    }
}
