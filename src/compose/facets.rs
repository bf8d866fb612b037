//! What a list of products can be narrowed by. Every facet comes from figures that all products of a
//! group state alike, and its options stand in the order of the house, of the language or of size.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::catalogue::Catalogue;
use super::fold;
use super::measures::Compared;
use super::scope::Scope;
use super::views::ProductView;

/// Figures of a compared field are offered one by one up to so many, then in steps.
const SINGLE: usize = 7;
/// Words of a compared field are offered up to so many: a longer list is a text, not a choice.
const CHOICES: usize = 24;

/// One facet.
#[derive(Clone, Debug)]
pub(super) struct Facet {
    id: String,
    label: String,
    /// Id and label of each option; of an upper limit the figure and its label.
    options: Vec<(String, String)>,
    /// Whether an option is an upper limit.
    at_most: bool,
    /// Whether it is a field of the specification, which not every group has.
    spec: bool,
}

impl Facet {
    /// As the browser reads it.
    pub(super) fn view(&self) -> Value {
        json!([self.id, self.label, u8::from(self.at_most), u8::from(self.spec), self.options])
    }

    fn index(&self, id: &str) -> Option<usize> {
        self.options.iter().position(|(own, _)| own == id)
    }

    fn picked<'t>(&self, ids: impl Iterator<Item = &'t str>) -> Value {
        json!(ids.filter_map(|id| self.index(id)).collect::<Vec<_>>())
    }
}

/// The facets, and for each product its value under each of them.
pub(super) fn of(
    scope: &Scope<'_>,
    catalogue: &Catalogue,
    products: &[&ProductView],
) -> (Vec<Facet>, Vec<Vec<Value>>) {
    let group =
        list("group", scope.say("w_groups"), catalogue.groups.iter().map(|g| (g.id.clone(), g.name.clone())));
    let members = catalogue.members.iter().map(|m| (m.id.clone(), m.name.clone()));
    let member = list("member", scope.say("w_maker"), members);
    let papers = catalogue.register.iter().map(|s| (s.name.clone(), s.name.clone()));
    let paper = list("certificate", scope.say("nav_certificates"), papers);
    let fibre = fibres(scope, products);
    let specs = specs(scope, products);
    let orders = least_orders(scope, products);
    let days = products.iter().filter_map(|p| p.measures.days.map(f64::from)).collect();
    let lead = limits(scope, "lead_time", days);
    let values = products.iter().map(|p| {
        let makers = p.makers.iter().map(|m| m.member.id.as_str()).chain([p.maker.id.as_str()]);
        let mut row = vec![
            group.picked([p.category.id.as_str()].into_iter()),
            member.picked(makers),
            paper.picked(p.certificates.iter().map(|c| c.name.as_str())),
            fibre.picked(p.measures.fibres.iter().map(String::as_str)),
        ];
        row.extend(specs.iter().map(|spec| spec.value(p)));
        row.extend(orders.iter().map(|(unit, _)| json!(p.measures.moq.filter(|_| p.measures.unit == *unit))));
        row.push(json!(p.measures.days));
        row
    });
    let values = values.collect();
    let specs = specs.into_iter().map(|spec| spec.facet);
    let orders = orders.into_iter().map(|(_, facet)| facet);
    ([group, member, paper, fibre].into_iter().chain(specs).chain(orders).chain([lead]).collect(), values)
}

fn list(id: &str, label: String, options: impl Iterator<Item = (String, String)>) -> Facet {
    Facet { id: id.to_owned(), label, options: options.collect(), at_most: false, spec: false }
}

/// Minimum orders by unit, the commonest first: pieces and kilograms have no limit in common.
fn least_orders(scope: &Scope<'_>, products: &[&ProductView]) -> Vec<(String, Facet)> {
    let mut figures: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for product in products {
        figures.entry(&product.measures.unit).or_default().extend(product.measures.moq);
    }
    let mut units: Vec<(&str, Vec<f64>)> = figures.into_iter().filter(|(_, all)| !all.is_empty()).collect();
    units.sort_by_key(|(_, all)| std::cmp::Reverse(all.len()));
    let several = units.len() > 1;
    let facet = |(at, (unit, all)): (usize, (&str, Vec<f64>))| {
        let mut facet = limits(scope, "moq", all);
        if at > 0 {
            facet.id = format!("moq-{}", option_id(unit));
        }
        if several && !unit.is_empty() {
            facet.label = format!("{} ({unit})", facet.label);
        }
        (unit.to_owned(), facet)
    };
    units.into_iter().enumerate().map(facet).collect()
}

fn fibres(scope: &Scope<'_>, products: &[&ProductView]) -> Facet {
    let mut names: Vec<&String> =
        products.iter().flat_map(|p| &p.measures.fibres).collect::<BTreeSet<_>>().into_iter().collect();
    names.sort_by(|a, b| scope.locale.compare(a, b));
    list("material", scope.say("f_material"), names.into_iter().map(|name| (name.clone(), name.clone())))
}

/// A compared field that several groups may share.
struct SpecFacet {
    facet: Facet,
    key: String,
    unit: String,
    /// Where steps begin, when figures are offered in steps.
    steps: Option<Vec<f64>>,
}

impl SpecFacet {
    fn value(&self, product: &ProductView) -> Value {
        let own = product.measures.compared.iter().find(|c| c.key == self.key && c.unit == self.unit);
        let option = own.and_then(|field| match (&self.steps, field.number) {
            (Some(steps), Some(number)) => steps.iter().rposition(|step| *step <= number),
            (Some(_), None) => None,
            (None, _) => self.facet.index(&option_id(&field.text)),
        });
        json!(option.into_iter().collect::<Vec<_>>())
    }
}

fn option_id(text: &str) -> String {
    fold::words(text).join("-")
}

fn specs(scope: &Scope<'_>, products: &[&ProductView]) -> Vec<SpecFacet> {
    let mut keys: Vec<(&str, &str)> = Vec::new();
    let mut fields: BTreeMap<(&str, &str), Vec<&Compared>> = BTreeMap::new();
    for field in products.iter().flat_map(|p| &p.measures.compared) {
        let key = (field.key.as_str(), field.unit.as_str());
        if !keys.contains(&key) {
            keys.push(key);
        }
        fields.entry(key).or_default().push(field);
    }
    keys.iter().filter_map(|key| spec(scope, *key, &fields[key])).collect()
}

fn spec(scope: &Scope<'_>, (key, unit): (&str, &str), fields: &[&Compared]) -> Option<SpecFacet> {
    let numbers: Option<Vec<f64>> = fields.iter().map(|field| field.number).collect();
    let (options, steps) = match numbers {
        Some(numbers) if distinct(&numbers).len() > SINGLE => {
            let steps = steps(&numbers);
            (ranges(scope, &steps, unit), Some(steps))
        }
        Some(_) => (by_size(fields), None),
        None => (by_word(scope, fields), None),
    };
    let label = fields.first()?.label.clone();
    let facet = Facet { id: format!("s-{key}"), label, options, at_most: false, spec: true };
    let useful = (2..=CHOICES).contains(&facet.options.len());
    useful.then(|| SpecFacet { facet, key: key.to_owned(), unit: unit.to_owned(), steps })
}

fn distinct(numbers: &[f64]) -> Vec<f64> {
    let mut list = numbers.to_vec();
    list.sort_by(f64::total_cmp);
    list.dedup();
    list
}

fn by_size(fields: &[&Compared]) -> Vec<(String, String)> {
    let mut sorted = fields.to_vec();
    sorted.sort_by(|a, b| a.number.unwrap_or(0.0).total_cmp(&b.number.unwrap_or(0.0)));
    unique(sorted.iter().map(|field| field.text.clone()))
}

fn by_word(scope: &Scope<'_>, fields: &[&Compared]) -> Vec<(String, String)> {
    let mut texts: Vec<String> = fields.iter().map(|field| field.text.clone()).collect();
    texts.sort_by(|a, b| scope.locale.compare(a, b));
    unique(texts.into_iter())
}

fn unique(texts: impl Iterator<Item = String>) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for text in texts {
        let id = option_id(&text);
        if !out.iter().any(|(known, _)| *known == id) {
            out.push((id, text));
        }
    }
    out
}

/// Round beginnings of about five steps from the smallest figure to the largest.
fn steps(numbers: &[f64]) -> Vec<f64> {
    let sorted = distinct(numbers);
    let (Some(least), Some(most)) = (sorted.first(), sorted.last()) else { return Vec::new() };
    let rough = (most - least) / 5.0;
    let power = 10f64.powf(rough.log10().floor());
    let step =
        [1.0, 2.0, 2.5, 5.0, 10.0].map(|n| n * power).into_iter().find(|s| *s >= rough).unwrap_or(rough);
    let first = (least / step).floor() * step;
    let all = (0..12).map(|n| exact(first + f64::from(n) * step));
    all.take_while(|from| from <= most).collect()
}

/// Without the dust of binary fractions, which would stand in addresses.
fn exact(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

fn ranges(scope: &Scope<'_>, steps: &[f64], unit: &str) -> Vec<(String, String)> {
    let width = steps.get(1).zip(steps.first()).map_or(0.0, |(b, a)| b - a);
    let unit = if unit.is_empty() { String::new() } else { format!("\u{a0}{unit}") };
    let range = |from: &f64| {
        let to = exact(from + width);
        let (low, high) = (scope.locale.number(*from, 2), scope.locale.number(to, 2));
        (format!("{from}-{to}"), format!("{low}–{high}{unit}"))
    };
    steps.iter().map(range).collect()
}

/// Upper limits: round figures that some products stay below and others do not.
fn limits(scope: &Scope<'_>, id: &str, figures: Vec<f64>) -> Facet {
    let sorted = distinct(&figures);
    let (least, most) = (sorted.first().copied().unwrap_or(0.0), sorted.last().copied().unwrap_or(0.0));
    let days = [7.0, 14.0, 21.0, 30.0, 45.0, 60.0, 90.0, 120.0];
    let amounts = (0..7).flat_map(|power| [1.0, 2.0, 5.0].map(|n| n * 10f64.powi(power)));
    let round: Vec<f64> = if id == "lead_time" { days.to_vec() } else { amounts.collect() };
    let label = |limit: f64| {
        let amount = if id == "lead_time" { scope.days(limit as u32) } else { scope.locale.number(limit, 0) };
        scope.strings.with("up_to", &[("amount", &amount)])
    };
    let useful = round.into_iter().filter(|limit| *limit >= least && *limit < most);
    let options = useful.map(|limit| (limit.to_string(), label(limit))).collect();
    Facet {
        id: id.replace('_', "-"),
        label: scope.say(&format!("f_{id}")),
        options,
        at_most: true,
        spec: false,
    }
}

#[cfg(test)]
mod tests {
    use super::steps;

    #[test]
    fn steps_are_round_and_hold_every_figure() {
        let numbers = [310.0, 350.0, 420.0, 480.0, 500.0, 520.0, 600.0, 780.0];
        assert_eq!(steps(&numbers), [300.0, 400.0, 500.0, 600.0, 700.0]);
        assert_eq!(steps(&[0.9, 1.1, 1.3, 1.9]), [0.8, 1.0, 1.2, 1.4, 1.6, 1.8]);
    }
}
