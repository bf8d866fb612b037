//! From records to publications: which pages there are, what each may show and to whom. Everything
//! that leaves this stage is data; nothing is rendered yet.

pub mod brochure;
pub mod catalogue;
pub mod codes;
pub mod enquiry;
pub mod exchange;
pub mod hall;
pub mod handouts;
pub mod measures;
pub mod offline;
pub mod order;
pub mod pictures;
pub mod plan_page;
pub mod pool;
pub mod routes;
pub mod scope;
pub mod search;
pub mod sell_sheet;
pub mod sheets;
pub mod site;
pub mod structured;
pub mod views;

mod dossier;
mod facets;
mod firm;
mod fold;
mod goods;
mod groups;
mod house;
mod office;

/// The entries of a view, for a template that sees them by name.
fn object(view: serde_json::Value) -> serde_json::Map<String, serde_json::Value> {
    match view {
        serde_json::Value::Object(map) => map,
        _ => serde_json::Map::new(),
    }
}
