//! The emulator as a client sees it: requests go into the Router without a port. One file for each area.

#[cfg(test)]
mod arm;
#[cfg(test)]
mod auth;
#[cfg(test)]
mod clock;
#[cfg(test)]
mod connections;
#[cfg(test)]
mod cors;
#[cfg(test)]
mod dashboards;
#[cfg(test)]
mod devices;
#[cfg(test)]
mod devices_written;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod file_uploads;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod load;
#[cfg(test)]
mod organizations;
#[cfg(test)]
mod paging;
#[cfg(test)]
mod permissions;
#[cfg(test)]
mod query;
#[cfg(test)]
mod query_language;
#[cfg(test)]
mod roles;
#[cfg(test)]
mod seed;
#[cfg(test)]
mod service;
#[cfg(test)]
mod simulation;
#[cfg(test)]
mod store;
#[cfg(test)]
mod validation;
