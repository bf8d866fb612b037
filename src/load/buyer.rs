//! Reader of buyers. What a buyer consents to decides how private each part is.

use super::Top;
use super::parts;
use super::table::Table;
use crate::model::buyer::{Buyer, BuyerProfile, TargetPrice};
use crate::model::ids::BuyerId;
use crate::model::private::{Level, Owner, Private};

struct Consent {
    profile: Level,
    target_price: Level,
    volume: Level,
}

/// Reads a buyer.
pub(super) fn read(top: Top<'_>) -> Buyer {
    let id = BuyerId::new(top.id);
    let t = top.table;
    let owner = Owner::Buyer(id.clone());
    let consent = consent(&t);
    let profile = profile(&t);
    let buyer = Buyer {
        // Whom one meets cannot be kept from the one who is met: company and country go with the meeting.
        company: Private::new(Level::Member, owner.clone(), t.required_text("company")),
        country: Private::new(Level::Member, owner.clone(), t.required("country")),
        class: Private::new(Level::Office, owner.clone(), t.get("class")),
        annual_volume: Private::new(consent.volume, owner.clone(), parts::amount(&t, "annual_volume")),
        target_price: Private::new(consent.target_price, owner.clone(), target_price(&t)),
        persons: parts::persons(&t, &owner),
        languages: profile.languages.clone(),
        category_refs: profile.categories.clone(),
        scheme_refs: profile.certificates_required.clone(),
        profile: Private::new(consent.profile, owner, profile),
        span: t.span,
        id,
    };
    t.finish();
    buyer
}

fn profile(t: &Table<'_>) -> BuyerProfile {
    BuyerProfile {
        kind: t.text("kind"),
        categories: t.required_values("categories"),
        products: t.texts("products"),
        certificates_required: t.values("certificates_required"),
        markets: t.values("markets"),
        website: t.get("website"),
        summary: t.text("summary"),
        languages: t.required_values("languages"),
    }
}

fn target_price(t: &Table<'_>) -> Option<TargetPrice> {
    t.table("target_price").map(|t| {
        let price =
            TargetPrice { currency: t.required("currency"), value: t.required("value"), unit: t.get("unit") };
        t.finish();
        price
    })
}

fn consent(t: &Table<'_>) -> Consent {
    let Some(t) = t.table("consent") else {
        return Consent { profile: Level::Office, target_price: Level::Office, volume: Level::Office };
    };
    let level = |key| if t.get::<bool>(key).or(false) { Level::Member } else { Level::Office };
    let consent = Consent {
        profile: level("profile_to_members"),
        target_price: level("target_price"),
        volume: level("volume"),
    };
    t.finish();
    consent
}
