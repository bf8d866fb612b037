//! A product's public figures as figures: what a visitor's browser sorts, filters and sums. Made from
//! fields that are for everybody; a private one has another type and cannot be read here.

use serde::Serialize;

use super::scope::Scope;
use crate::model::category::{Category, Spec, SpecValue};
use crate::model::product::{Packaging, Product};

/// Figures of one product.
#[derive(Clone, Debug, Serialize, Default)]
pub struct Measures {
    /// Smallest order.
    pub moq: Option<f64>,
    /// Its unit, in the language.
    pub unit: String,
    /// Days of the shortest lead time.
    pub days: Option<u32>,
    /// Fibres, each once; without a composition the material.
    pub fibres: Vec<String>,
    /// The group's compared fields that the product states.
    pub compared: Vec<Compared>,
    /// What a container holds, when the packing says enough.
    pub load: Option<Load>,
}

/// A compared field of a product.
#[derive(Clone, Debug, Serialize)]
pub struct Compared {
    /// Key of the field.
    pub key: String,
    /// Its label.
    pub label: String,
    /// Its unit in the language.
    pub unit: String,
    /// The figure, when it is one.
    pub number: Option<f64>,
    /// The value as shown.
    pub text: String,
}

/// One carton and the containers it goes into.
#[derive(Clone, Debug, Serialize)]
pub struct Load {
    /// Pieces in a carton.
    pub pieces: u32,
    /// Volume of a carton in m³.
    pub m3: f64,
    /// Gross weight of a carton in kg.
    pub kg: Option<f64>,
    /// Unit of the pieces, in the language.
    pub unit: String,
    /// Containers of the consortium's policy.
    pub containers: Vec<Container>,
}

/// A container.
#[derive(Clone, Debug, Serialize)]
pub struct Container {
    /// Name in the language, short.
    pub name: String,
    /// Whole cartons it holds: the smaller of volume and payload.
    pub cartons: u32,
}

/// The figures of a product; `text` is each compared field as it is shown.
pub(super) fn of(
    scope: &Scope<'_>,
    product: &Product,
    category: Option<&Category>,
    spec: &[super::views::Row],
) -> Measures {
    let moq = product.moq.as_ref();
    let unit = scope.unit(moq.map_or("", |moq| moq.unit.str()));
    let shown = |spec_of: &Spec| {
        let row = spec.iter().find(|row| row.key == spec_of.key.str() && !row.missing)?;
        let value = product.spec.iter().find(|entry| entry.key.value == row.key)?.value.get()?;
        let number = if let SpecValue::Number(n) = value { Some(*n) } else { None };
        Some(Compared {
            key: row.key.clone(),
            label: row.label.clone(),
            unit: scope.unit(spec_of.unit.str()),
            number,
            text: super::goods::without_tolerance(&row.value),
        })
    };
    Measures {
        moq: moq.and_then(|moq| moq.value.get().copied()),
        days: product.lead_time.iter().filter_map(|step| step.days.get().copied()).min(),
        fibres: fibres(scope, product),
        compared: category.map_or_else(Vec::new, |c| {
            c.specs.iter().filter(|spec| spec.compare).filter_map(shown).collect()
        }),
        load: product.packaging.as_ref().and_then(|p| load(scope, p, &unit)),
        unit,
    }
}

fn fibres(scope: &Scope<'_>, product: &Product) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    let named = product.composition.iter().map(|fibre| scope.text(&fibre.fibre));
    for fibre in named.filter(|name| !name.is_empty()).map(|name| crate::locale::capital(&name)) {
        if !list.contains(&fibre) {
            list.push(fibre);
        }
    }
    let material = scope.text(&product.material);
    if list.is_empty() && !material.is_empty() {
        list.push(material);
    }
    list
}

fn load(scope: &Scope<'_>, packing: &Packaging, unit: &str) -> Option<Load> {
    let pieces = packing.carton.get().copied().filter(|n| *n > 0)?;
    let m3 = packing.cbm()?;
    let sizes = &scope.project.consortium.as_ref()?.policy.containers;
    let container = |(name, (m3, t)): (&String, &(f64, f64))| {
        let label = scope.say(&format!("w_container_{name}"));
        Some(Container { name: label, cartons: packing.cartons_in(*m3, *t)? })
    };
    let containers: Vec<Container> = sizes.iter().filter_map(container).collect();
    let kg = packing.gross_kg.get().copied();
    (!containers.is_empty()).then(|| Load { pieces, m3, kg, unit: unit.to_owned(), containers })
}
