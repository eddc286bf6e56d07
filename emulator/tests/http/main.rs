//! The emulator as a client sees it: requests into the Router, answers out, no port. One file an area.

#[cfg(test)]
mod arm;
#[cfg(test)]
mod auth;
#[cfg(test)]
mod clock;
#[cfg(test)]
mod cors;
#[cfg(test)]
mod dashboards;
#[cfg(test)]
mod devices;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod paging;
#[cfg(test)]
mod query;
#[cfg(test)]
mod seed;
#[cfg(test)]
mod service;
#[cfg(test)]
mod store;
#[cfg(test)]
mod validation;
