//! What each firm has on the site: its products, their places in each group, and the values it has not given.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::compose::catalogue::Catalogue;
use crate::compose::scope::Scope;
use crate::compose::views::{ProductView, Row};
use crate::model::private::Audience;
use crate::pipeline::Prepared;

/// A product group of the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Its id.
    pub group: String,
    /// Its products, common ones included.
    pub products: usize,
    /// The firms with a product in it, by their first place.
    pub firms: Vec<Places>,
}

/// Where a firm's products stand in a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Places {
    /// The firm.
    pub member: String,
    /// Places of its products in the list, from 1.
    pub places: Vec<usize>,
}

/// Values that a firm has not given; a neutral dash stands for each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// The firm's id, or a product's in full.
    pub record: String,
    /// Names of the fields.
    pub fields: Vec<String>,
}

/// The site in the project's first language: other languages have the same places.
pub(super) struct Site {
    catalogue: Option<Catalogue>,
}

impl Site {
    pub(super) fn new(prepared: &Prepared) -> Self {
        let catalogue = prepared.tongues().first().map(|tongue| {
            Catalogue::new(&Scope::new(&prepared.project, &tongue.locale, &tongue.strings, &Audience::Public))
        });
        Self { catalogue }
    }

    pub(super) fn groups(&self) -> Vec<Group> {
        let groups = self.catalogue.iter().flat_map(|catalogue| &catalogue.groups);
        groups
            .map(|group| Group {
                group: group.id.clone(),
                products: group.products.len(),
                firms: self.places(&group.products),
            })
            .collect()
    }

    /// Places of a list by firm.
    fn places(&self, ids: &[String]) -> Vec<Places> {
        let mut firms: Vec<Places> = Vec::new();
        for (index, product) in ids.iter().enumerate() {
            let Some(maker) = self.product(product).filter(|own| !own.common) else { continue };
            match firms.iter_mut().find(|own| own.member == maker.maker.id) {
                Some(own) => own.places.push(index + 1),
                None => firms.push(Places { member: maker.maker.id.clone(), places: vec![index + 1] }),
            }
        }
        firms
    }

    fn product(&self, id: &str) -> Option<&ProductView> {
        self.catalogue.as_ref()?.products.get(id)
    }

    pub(super) fn products_of(&self, id: &str) -> usize {
        self.catalogue.as_ref().and_then(|own| own.member(id)).map_or(0, |own| own.products.len())
    }

    /// Groups in which no other firm's product stands before one of this firm.
    pub(super) fn first_in_groups(&self, id: &str) -> usize {
        let groups = self.groups();
        groups.iter().filter(|group| group.firms.first().is_some_and(|own| own.member == id)).count()
    }

    pub(super) fn missing_of(&self, id: &str) -> Vec<Missing> {
        let Some(catalogue) = &self.catalogue else { return Vec::new() };
        let Some(member) = catalogue.member(id) else { return Vec::new() };
        let own = missing(id, member.facts.iter());
        let products = catalogue.pick(&member.products).into_iter();
        let of_products =
            products.filter_map(|product| missing(&product.id, product.spec.iter().chain(&product.strip)));
        own.into_iter().chain(of_products).collect()
    }
}

fn missing<'a>(record: &str, rows: impl Iterator<Item = &'a Row>) -> Option<Missing> {
    let fields: BTreeSet<&str> = rows.filter(|row| row.missing).map(|row| row.key.as_str()).collect();
    let fields: Vec<String> = fields.into_iter().map(str::to_owned).collect();
    (!fields.is_empty()).then(|| Missing { record: record.to_owned(), fields })
}
