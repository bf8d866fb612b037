//! Reader of `members/<id>/member.md`.

use super::Top;
use super::parts;
use super::table::Table;
use crate::model::ids::MemberId;
use crate::model::member::{Machine, Member, MemberConsent, MemberSample, ReferenceBuyer};
use crate::model::private::{Level, Owner, Private};

/// Reads a member.
pub(super) fn read(top: Top<'_>) -> Member {
    let id = MemberId::new(top.id);
    let owner = Owner::Member(id.clone());
    let raised = parts::visibility(&top, &["capacity", "payment_terms", "registrations", "fee"]);
    let level = |field, default| parts::level_of(&raised, field, default);
    let t = top.table;
    let logo = t.required("logo");
    let lock = |field, default| (level(field, default), owner.clone());
    let (capacity_level, payment_level) =
        (lock("capacity", Level::Buyer), lock("payment_terms", Level::Buyer));
    let member = Member {
        name: t.required_text("name"),
        legal_name: t.required_text("legal_name"),
        brand: t.text("brand"),
        legal_form: t.text("legal_form"),
        business_type: t.required("business_type"),
        address: t.required_text("address"),
        town: t.required_text("town"),
        region: t.text("region"),
        country: t.required("country"),
        geo: t.values("geo"),
        website: t.get("website"),
        founded: t.get("founded"),
        joined: t.required("joined"),
        left: t.get("left"),
        archived: t.get("archived").or(false),
        summary: t.required_text("summary"),
        logo_path: parts::path(&t, "logo", &logo, top.folder),
        logo,
        photos: parts::photos(&t, top.folder),
        categories: t.required_values("categories"),
        processes: t.texts("processes"),
        machines: t.tables("machines", "machine", &[]).into_iter().map(machine).collect(),
        employees: t.get("employees"),
        women_percent: t.get("women_percent"),
        plant_area_m2: t.get("plant_area_m2"),
        export_share: t.get("export_share"),
        markets: t.values("markets"),
        target_markets: t.values("target_markets"),
        languages: t.values("languages"),
        capacity: parts::amount(&t, "capacity").map(|a| Private::new(capacity_level.0, capacity_level.1, a)),
        lead_time: parts::lead_time(&t),
        sample: t.table("sample").map(sample),
        response_hours: t.get("response_hours"),
        incoterms: t.values("incoterms"),
        port: t.get("port"),
        payment_terms: Private::new(payment_level.0, payment_level.1, t.text("payment_terms")),
        certificates: parts::certificates(&t),
        endpoint: t.get("endpoint"),
        enquiry_email: t.get("enquiry_email"),
        persons: parts::persons(&t, &owner),
        registrations: registrations(&t, level("registrations", Level::Office), owner.clone()),
        reference_buyers: t
            .tables("reference_buyers", "reference buyer", &["name"])
            .into_iter()
            .map(reference)
            .collect(),
        consent: t.table("consent").map_or_else(MemberConsent::default, consent),
        fee: Private::new(level("fee", Level::Office), owner.clone(), t.get("fee").or(1.0)),
        body: top.body,
        span: t.span,
        id,
    };
    t.finish();
    member
}

fn machine(t: Table<'_>) -> Machine {
    let machine = Machine { name: t.required_text("name"), count: t.get("count") };
    t.finish();
    machine
}

fn sample(t: Table<'_>) -> MemberSample {
    let sample = MemberSample { days: t.get("days"), policy: t.text("policy") };
    t.finish();
    sample
}

fn registrations(t: &Table<'_>, level: Level, owner: Owner) -> Private<Vec<(String, String)>> {
    let list = t.table("registrations").map(|t| {
        let entry = |(key, value): (crate::model::field::At<String>, _)| {
            let number = t.typed::<String>(&key.value, value);
            (key.value, number.str().to_owned())
        };
        t.entries().into_iter().map(entry).collect()
    });
    Private::new(level, owner, list.unwrap_or_default())
}

fn reference(t: Table<'_>) -> ReferenceBuyer {
    let reference = ReferenceBuyer {
        name: t.required::<String>("name").str().to_owned(),
        consent: t.get("consent").or(false),
    };
    t.finish();
    reference
}

fn consent(t: Table<'_>) -> MemberConsent {
    let flag = |key| t.get::<bool>(key).or(false);
    let consent = MemberConsent {
        directory: flag("directory"),
        photos: flag("photos"),
        personal_data: flag("personal_data"),
    };
    t.finish();
    consent
}
