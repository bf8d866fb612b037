//! Reader of products, members' own and common ones.

use toml::Spanned;
use toml::de::DeValue;

use super::Top;
use super::parts;
use super::table::Table;
use crate::model::category::{SpecEntry, SpecValue};
use crate::model::field::{At, Field};
use crate::model::ids::{MemberId, ProductId};
use crate::model::private::{Level, Owner, Private};
use crate::model::product::{Fibre, Maker, Packaging, Product, Sample, Variant};
use crate::model::text::Text;

/// Reads a product.
pub(super) fn read(top: Top<'_>) -> Product {
    let id = ProductId::new(top.id);
    let common = id.owner() == "common";
    let owner = if common { Owner::Consortium } else { Owner::Member(MemberId::new(id.owner())) };
    let raised = parts::visibility(&top, &["capacity"]);
    let capacity_level = parts::level_of(&raised, "capacity", Level::Buyer);
    let t = top.table;
    let (spec, spec_span) = spec(&t);
    let product = Product {
        sku: t.get("sku"),
        name: t.required_text("name"),
        category: t.required("category"),
        summary: t.required_text("summary"),
        photos: parts::photos(&t, top.folder),
        print_rank: t.get("print_rank"),
        status: t.get("status"),
        hs: t.get("hs"),
        origin: t.get("origin"),
        gi: t.table("gi").map(gi),
        material: t.text("material"),
        composition: t.tables("composition", "composition", &[]).into_iter().map(fibre).collect(),
        spec,
        spec_span,
        variants: t.tables("variants", "variant", &["id"]).into_iter().map(variant).collect(),
        moq: parts::amount(&t, "moq"),
        lead_time: parts::lead_time(&t),
        capacity: parts::amount(&t, "capacity").map(|a| Private::new(capacity_level, owner, a)),
        sample: t.table("sample").map(sample),
        customisation: t.texts("customisation"),
        packaging: t.table("packaging").map(packaging),
        port: t.get("port"),
        certificates: t.values("certificates"),
        test_reports: t.tables("test_reports", "test report", &["name"]).into_iter().map(report).collect(),
        care: t.values("care"),
        warnings: t.text("warnings"),
        gtin: t.get("gtin"),
        season: t.text("season"),
        featured_in: t.values("featured_in"),
        makers: if common { makers(&t) } else { Vec::new() },
        body: top.body,
        span: t.span,
        id,
    };
    required_parts(&t, &product);
    t.finish();
    product
}

/// `moq` is a table and so reported here; `photos` has a rule of its own.
fn required_parts(t: &Table<'_>, product: &Product) {
    if product.moq.is_none() && !t.has("moq") {
        let _: Field<Missing> = t.required("moq");
    }
}

/// Stands for the absent table `moq`, so that the message shows how one is written.
struct Missing;

impl super::value::FromValue for Missing {
    const EXAMPLE: &'static str = "{ value = 1000, unit = \"pcs\" }";

    fn from_value(_: &DeValue<'_>) -> Result<Self, super::value::Wrong> {
        Ok(Self)
    }
}

fn spec(t: &Table<'_>) -> (Vec<SpecEntry>, crate::source::Span) {
    let Some(t) = t.table("spec") else { return (Vec::new(), t.span) };
    let entry = |(key, value): (At<String>, _)| {
        let value = spec_value(&t, &key.value, value);
        SpecEntry { key, value }
    };
    (t.entries().into_iter().map(entry).collect(), t.span)
}

/// A spec's value by what was typed; whether the group wants that type is a rule's question.
fn spec_value(t: &Table<'_>, key: &str, value: &Spanned<DeValue<'_>>) -> Field<SpecValue> {
    let at = |span, value| Field::Value(At { value, span });
    match value.get_ref() {
        DeValue::Integer(_) | DeValue::Float(_) => match t.typed::<f64>(key, value) {
            Field::Value(n) => at(n.span, SpecValue::Number(n.value)),
            _ => Field::Broken,
        },
        DeValue::Boolean(_) => match t.typed::<bool>(key, value) {
            Field::Value(b) => at(b.span, SpecValue::Bool(b.value)),
            _ => Field::Broken,
        },
        DeValue::Array(pair) if pair.len() == 2 => {
            let [low, high] = [t.typed::<f64>(key, &pair[0]), t.typed::<f64>(key, &pair[1])];
            match (low.at(), high.at()) {
                (Some(low), Some(high)) => at(low.span, SpecValue::Range(low.value, high.value)),
                _ => Field::Broken,
            }
        }
        _ => {
            let source = t.typed::<String>(key, value);
            match source.span() {
                Some(span) => at(span, SpecValue::Text(t.text_of_entry(key, source))),
                None => Field::Broken,
            }
        }
    }
}

fn gi(t: Table<'_>) -> (Text, Field<String>) {
    let gi = (t.required_text("name"), t.get("user_no"));
    t.finish();
    gi
}

fn fibre(t: Table<'_>) -> Fibre {
    let fibre = Fibre {
        part: t.text("part"),
        fibre: t.required_text("fibre"),
        percent: t.required("percent"),
        span: t.span,
    };
    t.finish();
    fibre
}

fn variant(t: Table<'_>) -> Variant {
    let variant = Variant {
        id: t.required("id"),
        name: t.required_text("name"),
        swatch: t.get("swatch"),
        sizes: t.values("sizes"),
        sku: t.get("sku"),
    };
    t.finish();
    variant
}

fn sample(t: Table<'_>) -> Sample {
    let sample = Sample { available: t.get("available").or(true), days: t.get("days"), cost: t.text("cost") };
    t.finish();
    sample
}

fn packaging(t: Table<'_>) -> Packaging {
    let packaging = Packaging {
        inner: t.get("inner"),
        carton: t.get("carton"),
        size_cm: [t.get("l_cm"), t.get("w_cm"), t.get("h_cm")],
        net_kg: t.get("net_kg"),
        gross_kg: t.get("gross_kg"),
        pallet: t.text("pallet"),
        span: t.span,
    };
    t.finish();
    packaging
}

fn report(t: Table<'_>) -> (Text, Field<String>, Field<jiff::civil::Date>) {
    let report = (t.required_text("name"), t.get("number"), t.get("date"));
    t.finish();
    report
}

fn makers(t: &Table<'_>) -> Vec<Maker> {
    let read = |t: Table<'_>| {
        let member = t.required::<String>("member");
        let owner = Owner::Member(MemberId::new(member.str()));
        let capacity = parts::amount(&t, "capacity").map(|a| Private::new(Level::Buyer, owner, a));
        let maker = Maker { member, since: t.get("since"), capacity, span: t.span };
        t.finish();
        maker
    };
    t.tables("makers", "maker", &["member"]).into_iter().map(read).collect()
}
