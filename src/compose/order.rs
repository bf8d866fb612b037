//! In which order rivals stand. A draw is a hash of each firm's id with the edition's salt: nobody
//! can steer it, everybody can recompute it.

use sha2::{Digest, Sha256};

use crate::locale::Locale;
use crate::model::consortium::OrderRule;
use crate::model::member::Member;
use crate::model::project::Project;

/// Members of today in the order that the consortium's rule gives.
pub fn members<'a>(project: &'a Project, locale: &Locale) -> Vec<&'a Member> {
    let mut members: Vec<&Member> = project.current_members().collect();
    let Some(consortium) = &project.consortium else { return members };
    let policy = &consortium.policy;
    match policy.order {
        OrderRule::Draw => members.sort_by_cached_key(|member| draw(&policy.salt, member.id.as_str())),
        OrderRule::Alphabetical => members
            .sort_by(|a, b| locale.compare(a.name.in_lang(locale.lang()), b.name.in_lang(locale.lang()))),
        OrderRule::Joined => members.sort_by_key(|member| (member.joined.get().copied(), member.id.clone())),
        OrderRule::Rotation => {
            // One step a year: everybody stands first once in as many years as there are members.
            let steps = usize::try_from(project.today.year()).unwrap_or(0) % members.len().max(1);
            members.rotate_left(steps);
        }
    }
    members
}

/// The number drawn for a firm: the SHA-256 of salt, a zero byte and the id.
pub fn draw(salt: &str, id: &str) -> [u8; 32] {
    Sha256::digest([salt.as_bytes(), b"\0", id.as_bytes()].concat()).into()
}

#[cfg(test)]
mod tests {
    use super::draw;

    #[test]
    fn another_salt_is_another_draw() {
        let order = |salt| {
            let mut ids = ["a", "b", "c", "d", "e", "f", "g", "h"];
            ids.sort_by_cached_key(|id| draw(salt, id));
            ids
        };
        assert_eq!(order("2027-1"), order("2027-1"));
        assert_ne!(order("2027-1"), order("2027-2"));
    }
}
