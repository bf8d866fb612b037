//! Short names of products and members: in lists that visitors send, and on paper behind the QR codes.
//! A name stays the same while other records come and go; one that was printed stays for ever.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::model::printed_code::{ALPHABET, SHORTEST, is_code};
use crate::model::project::Project;

/// All codes of a project.
#[derive(Clone, Debug, Default)]
pub struct Codes {
    by_record: BTreeMap<String, String>,
    /// Printed codes whose record is no longer offered, in order.
    pub gone: Vec<String>,
}

impl Codes {
    /// The codes on paper, and new ones for every other member and product.
    pub fn new(project: &Project) -> Self {
        let products = project.offered_products().map(|product| product.id.as_str());
        let members = project.current_members().map(|member| member.id.as_str());
        let mut records: Vec<&str> = products.chain(members).collect();
        records.sort_unstable();
        let (mut codes, mut taken) = (Self::default(), BTreeMap::new());
        for printed in &project.codes {
            let (code, record) = (printed.code.str(), printed.record.str());
            if !is_code(code) || taken.insert(code.to_owned(), record.to_owned()).is_some() {
                continue;
            }
            match records.binary_search(&record).is_ok() {
                // Of several codes of one record the last one is printed from now on; all lead there.
                true => drop(codes.by_record.insert(record.to_owned(), code.to_owned())),
                false => codes.gone.push(code.to_owned()),
            }
        }
        for record in records {
            if !codes.by_record.contains_key(record) {
                let code = free(record, &taken);
                taken.insert(code.clone(), record.to_owned());
                codes.by_record.insert(record.to_owned(), code);
            }
        }
        codes.gone.sort_unstable();
        codes
    }

    /// The code of a member or product.
    pub fn of(&self, record: &str) -> &str {
        self.by_record.get(record).map_or("", String::as_str)
    }

    /// Records with their codes, in the order of ids.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_record.iter().map(|(record, code)| (record.as_str(), code.as_str()))
    }

    /// Codes of before that still lead to a record which has a newer one.
    pub fn older<'p>(&'p self, project: &'p Project) -> impl Iterator<Item = (&'p str, &'p str)> {
        project.codes.iter().filter_map(|printed| {
            let (code, record) = (printed.code.str(), printed.record.str());
            let own = self.by_record.get(record)?;
            (is_code(code) && own != code).then_some((record, code))
        })
    }
}

/// The beginning of a record's hash, as long as it must be to mean no other record.
fn free(record: &str, taken: &BTreeMap<String, String>) -> String {
    let letter = |byte: &u8| char::from(ALPHABET[usize::from(byte % 32)]);
    let whole: String = Sha256::digest(record).iter().map(letter).collect();
    let codes = (SHORTEST..=whole.len()).map(|length| &whole[..length]);
    codes.into_iter().find(|code| !taken.contains_key(*code)).unwrap_or(&whole).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_short_and_stay_when_others_come() {
        let mut taken = BTreeMap::new();
        let one = free("a/towel", &taken);
        assert_eq!(one.len(), 5);
        taken.insert(free("b/towel", &taken), "b/towel".to_owned());
        assert_eq!(free("a/towel", &taken), one);
    }

    #[test]
    fn a_code_that_means_another_record_is_made_longer() {
        let short = free("a/towel", &BTreeMap::new());
        let taken = BTreeMap::from([(short.clone(), "an older product".to_owned())]);
        let long = free("a/towel", &taken);
        assert!(long.len() == 6 && long.starts_with(&short));
    }
}
