//! Reader of price lists.

use super::Top;
use super::table::Table;
use crate::model::ids::MemberId;
use crate::model::price::{PriceLine, PriceList, Tier};
use crate::model::private::{Level, Owner, Private};

/// Reads a price list.
pub(super) fn read(top: Top<'_>) -> PriceList {
    let t = top.table;
    let member = t.required::<String>("member");
    let audience = t.get::<String>("audience");
    let owner = match member.str() {
        "consortium" => Owner::Consortium,
        id => Owner::Member(MemberId::new(id)),
    };
    let level = match audience.str() {
        "public" => Level::Public,
        // Which buyers of those that meet the member see it is narrowed down where a dossier is made.
        "buyers" => Level::Buyer,
        class if class.starts_with("class:") => Level::Buyer,
        _ => Level::Office,
    };
    let lock = || (level, owner.clone());
    let lines = t.tables("line", "line", &["product"]).into_iter().map(|t| line(t, lock())).collect();
    let list = PriceList {
        id: top.id.to_owned(),
        member,
        currency: t.required("currency"),
        incoterm: t.required("incoterm"),
        place: t.required("place"),
        incoterms_year: t.get("incoterms_year"),
        valid_from: t.get("valid_from"),
        valid_until: t.required("valid_until"),
        payment_terms: Private::new(level, owner.clone(), t.text("payment_terms")),
        audience,
        buyers: t.values("buyers"),
        lines,
        span: t.span,
    };
    t.finish();
    list
}

fn line(t: Table<'_>, (level, owner): (Level, Owner)) -> PriceLine {
    let tier = |t: Table<'_>| {
        let tier = Tier { from: t.required("from"), price: t.required("price"), span: t.span };
        t.finish();
        tier
    };
    let tiers = t.tables("tier", "tier", &[]).into_iter().map(tier).collect();
    let line = PriceLine {
        product: t.required("product"),
        unit: t.required("unit"),
        tiers: Private::new(level, owner, tiers),
        span: t.span,
    };
    t.finish();
    line
}
