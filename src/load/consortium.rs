//! Reader of `consortium.toml`.

use std::collections::BTreeMap;

use super::parts;
use super::table::Table;
use crate::diag::{Diagnostic, codes};
use crate::model::brand::{Brand, Colour, TOKENS};
use crate::model::consortium::{
    Brochure, Claims, CommonEnquiries, Consortium, Digits, Enquiries, Language, Legal, Office, OrderRule,
    Policy, PooledCapacity, SignOff, Social,
};
use crate::model::field::Field;
use crate::model::text::Lang;

/// Reads the consortium.
pub(super) fn read(top: Table<'_>) -> Consortium {
    schema_version(&top);
    let languages = languages(&top);
    let brand = brand(&top);
    let legal = legal(&top);
    let offices = offices(&top);
    let policy = policy(&top);
    let enquiries = enquiries(&top);
    let brochures = top.tables("brochure", "brochure", &["id"]).into_iter().map(brochure).collect();
    let span = top.span;
    let own = section(&top, "consortium");
    // Without the section every required field is reported as missing from the file itself.
    let t = own.as_ref().unwrap_or(&top);
    let consortium = Consortium {
        name: t.required_text("name"),
        legal_name: t.required_text("legal_name"),
        legal_form: t.required_text("legal_form"),
        kind: t.required("kind"),
        tagline: t.text("tagline"),
        summary: t.required_text("summary"),
        founded: t.get("founded"),
        registration: t.text("registration"),
        town: t.required_text("town"),
        region: t.text("region"),
        country: t.required("country"),
        base_url: t.required("base_url"),
        build_date: t.get("build_date"),
        social: t.tables("social", "social page", &["label"]).into_iter().map(social).collect(),
        languages,
        brand,
        legal,
        offices,
        policy,
        enquiries,
        brochures,
        span,
    };
    own.into_iter().for_each(Table::finish);
    top.finish();
    consortium
}

fn section<'a>(top: &Table<'a>, key: &'static str) -> Option<Table<'a>> {
    let section = top.table(key);
    if section.is_none() && !top.has(key) {
        let message = format!("`consortium.toml` has no section `[{key}]`");
        let hint = format!("add a line `[{key}]` and its fields below it");
        top.report(Diagnostic::at(&codes::MISSING_REQUIRED, top.span, message).hint(hint));
    }
    section
}

fn schema_version(top: &Table<'_>) {
    if let Some(at) = top.required::<u32>("schema").at().filter(|at| at.value != 1) {
        let message = format!("this project says `schema = {}`; this version reads 1", at.value);
        let hint = "write `schema = 1`, or use the version of fairfolio that wrote it";
        top.report(Diagnostic::at(&codes::SCHEMA_VERSION, at.span, message).hint(hint));
    }
}

fn languages(top: &Table<'_>) -> Vec<Language> {
    let read = |t: Table<'_>| {
        let tag = t.required::<String>("tag");
        let digits = t.get("digits").or(Digits::Latin);
        let span = tag.span().unwrap_or(t.span);
        t.finish();
        tag.get().map(|tag| Language { tag: Lang::new(tag), digits, span })
    };
    let list: Vec<_> = top.tables("language", "language", &["tag"]).into_iter().filter_map(read).collect();
    if list.is_empty() {
        let message = "`consortium.toml` has no `[[language]]`";
        let hint = "add `[[language]]` and `tag = \"en\"`; the first one is the default";
        top.report(Diagnostic::at(&codes::MISSING_REQUIRED, top.span, message).hint(hint));
    }
    list
}

fn social(t: Table<'_>) -> Social {
    let social = Social { label: t.required_text("label"), url: t.required("url") };
    t.finish();
    social
}

fn brand(top: &Table<'_>) -> Brand {
    let Some(t) = section(top, "brand") else {
        let (logo, logo_on_dark, member_brand) = (Field::Broken, Field::Absent, Field::Absent);
        return Brand {
            theme: Field::Absent,
            logo,
            logo_on_dark,
            member_brand,
            colours: Vec::new(),
            fonts: Vec::new(),
            span: top.span,
        };
    };
    let colours = t.table("colors").map(|t| {
        let colours = TOKENS.iter().filter_map(|(token, _)| t.table(token).map(|t| (*token, colour(t))));
        let colours = colours.collect();
        t.finish();
        colours
    });
    let fonts = t.table("fonts").map(|t| {
        for key in ["text", "display"] {
            let family: Field<String> = t.get(key);
            if let Field::Value(at) = family {
                let message = format!("`{key}` is not read yet; families are those of `print/style.toml`");
                let hint = format!("remove `{key}`, and name the family in `theme/print/style.toml`");
                t.report(Diagnostic::at(&codes::NOT_YET_BUILT, at.span, message).hint(hint));
            }
        }
        let files = t.values("files");
        t.finish();
        files
    });
    let (logo, logo_on_dark) = (t.required("logo"), t.get("logo_on_dark"));
    parts::path(&t, "logo", &logo, "");
    parts::path(&t, "logo_on_dark", &logo_on_dark, "");
    let brand = Brand {
        theme: t.get("theme"),
        logo,
        logo_on_dark,
        member_brand: t.get("member_brand"),
        colours: colours.unwrap_or_default(),
        fonts: fonts.unwrap_or_default(),
        span: t.span,
    };
    t.finish();
    brand
}

fn colour(t: Table<'_>) -> Colour {
    let cmyk = t.values::<f64>("cmyk").iter().map(|at| at.value).collect();
    let colour = Colour { srgb: t.required("srgb"), cmyk, spot: t.get("spot"), span: t.span };
    t.finish();
    colour
}

fn legal(top: &Table<'_>) -> Option<Legal> {
    let t = section(top, "legal")?;
    let responsible_person = t.table("responsible_person").map(|t| {
        let person = [t.required("name"), t.required("address"), t.required("email")];
        t.finish();
        person
    });
    let legal = Legal {
        controller: t.required_text("controller"),
        address: t.required_text("address"),
        email: t.required("email"),
        register: t.text("register"),
        tax_id: t.get("tax_id"),
        processors: t.texts("processors"),
        responsible_person,
    };
    t.finish();
    Some(legal)
}

fn offices(top: &Table<'_>) -> Vec<Office> {
    let read = |t: Table<'_>| {
        let stock = t.get("stock");
        parts::path(&t, "stock", &stock, "");
        let office = Office {
            id: t.required("id"),
            kind: t.required("kind"),
            name: t.required_text("name"),
            address: t.required_text("address"),
            country: t.required("country"),
            territory: t.values("territory"),
            languages: t.values("languages"),
            hours: t.text("hours"),
            phone: t.get("phone"),
            email: t.get("email"),
            geo: t.values("geo"),
            stock,
            as_of: t.get("as_of"),
            span: t.span,
        };
        t.finish();
        office
    };
    top.tables("office", "office", &["id"]).into_iter().map(read).collect()
}

fn policy(top: &Table<'_>) -> Policy {
    let mut policy = Policy {
        order: OrderRule::Draw,
        salt: String::new(),
        entitlement: Field::Absent,
        products_in_print: Field::Absent,
        block_area_limit: 0.01,
        exposure_limit: 1.10,
        min_meetings_per_member: 10,
        common_enquiries: CommonEnquiries::Office,
        pooled_capacity: PooledCapacity { min_members: 3, max_share: 0.6, round_to: 2 },
        signoff: SignOff::Warn,
        claims: Claims::Warn,
        retention_days: 365,
        containers: standard_containers(),
    };
    let Some(t) = top.table("policy") else { return policy };
    if let Some(t) = t.table("order") {
        policy.order = t.get("rule").or(OrderRule::Draw);
        policy.salt = t.get::<String>("salt").str().to_owned();
        t.finish();
    }
    if let Some(t) = t.table("limits") {
        policy.block_area_limit = t.get("block_area").or(policy.block_area_limit);
        policy.exposure_limit = t.get("exposure_ratio").or(policy.exposure_limit);
        t.finish();
    }
    if let Some(t) = t.table("pooled_capacity") {
        let own = &mut policy.pooled_capacity;
        // A consortium may be stricter than the floor of three members and 60 %, never laxer.
        own.min_members = t.get("min_members").or(own.min_members).max(3);
        own.max_share = t.get("max_share").or(own.max_share).min(0.6);
        own.round_to = t.get("round_to").or(own.round_to).clamp(1, 2);
        t.finish();
    }
    if let Some(t) = t.table("containers") {
        policy.containers = containers(t);
    }
    policy.entitlement = t.get("entitlement");
    policy.products_in_print = t.get("products_in_print");
    policy.min_meetings_per_member = t.get("min_meetings_per_member").or(policy.min_meetings_per_member);
    policy.common_enquiries = t.get("common_enquiries").or(policy.common_enquiries);
    policy.signoff = t.get("signoff").or(policy.signoff);
    policy.claims = t.get("claims").or(policy.claims);
    policy.retention_days = t.get("retention_days").or(policy.retention_days);
    t.finish();
    policy
}

fn standard_containers() -> BTreeMap<String, (f64, f64)> {
    let all = [("20", (28.0, 21.0)), ("40", (58.0, 26.0)), ("40hc", (68.0, 26.0))];
    all.into_iter().map(|(name, size)| (name.to_owned(), size)).collect()
}

fn containers(t: Table<'_>) -> BTreeMap<String, (f64, f64)> {
    let mut all = BTreeMap::new();
    for key in ["20", "40", "40hc"] {
        if let Some(t) = t.table(key) {
            let size = (t.required::<f64>("m3").or(0.0), t.required::<f64>("t").or(0.0));
            t.finish();
            all.insert(key.to_owned(), size);
        }
    }
    t.finish();
    all
}

fn enquiries(top: &Table<'_>) -> Enquiries {
    let Some(t) = top.table("enquiries") else { return Enquiries::default() };
    let enquiries =
        Enquiries { endpoint: t.get("endpoint"), email: t.get("email"), whatsapp: t.get("whatsapp") };
    t.finish();
    enquiries
}

fn brochure(t: Table<'_>) -> Brochure {
    let (members, categories, status) = match t.table("select") {
        Some(t) => {
            let select = (t.values("members"), t.values("categories"), t.values("status"));
            t.finish();
            select
        }
        None => (Vec::new(), Vec::new(), Vec::new()),
    };
    let hero = t.required::<String>("hero");
    let hero_path = parts::path(&t, "hero", &hero, "");
    let brochure = Brochure {
        id: t.required("id"),
        edition: t.required("edition"),
        title: t.required_text("title"),
        kind: t.required("kind"),
        event: t.get("event"),
        languages: t.required_values("languages"),
        papers: t.required_values("papers"),
        profiles: t.required_values("profiles"),
        hero,
        hero_path,
        printer: t.get("printer"),
        binding: t.get("binding"),
        caliper_mm: t.get("caliper_mm"),
        pages_multiple_of: t.get("pages_multiple_of"),
        members,
        categories,
        status,
        prices: t.get("prices"),
        span: t.span,
    };
    t.finish();
    brochure
}
