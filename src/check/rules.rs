//! The table of rules. Those of the stages `load`, `publication` and `layout` are found where that
//! stage works; their files here hold the manual page.

use crate::diag::{Code, Diagnostic, codes};
use crate::model::project::Project;

/// What a rule reports to.
pub type Report<'a> = &'a mut dyn FnMut(Diagnostic);

/// Where a rule is found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// While files are read.
    Load,
    /// On records.
    Data,
    /// On pages and documents as data.
    Publication,
    /// On laid-out pages.
    Layout,
}

/// A row of the table.
pub struct Rule {
    /// Code, name and severity.
    pub code: &'static Code,
    /// Where it is found out.
    pub stage: Stage,
    /// The rule itself, for those on records.
    pub run: Option<fn(&Project, Report<'_>)>,
    /// Source of the rule's file; its head is the manual page.
    source: &'static str,
}

impl Rule {
    /// The manual page: the head of the rule's file.
    pub fn manual(&self) -> String {
        let lines = self.source.lines().take_while(|line| line.starts_with("//!"));
        lines.map(|line| line.trim_start_matches("//!").trim_start_matches(' ').to_owned() + "\n").collect()
    }
}

/// The rule of a code.
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.code.id.eq_ignore_ascii_case(id))
}

macro_rules! run {
    (Data, $name:ident) => {
        Some($name::check as fn(&Project, Report<'_>))
    };
    ($stage:ident, $name:ident) => {
        None
    };
}

macro_rules! rules {
    ($($stage:ident { $($name:ident $code:ident),* $(,)? })*) => {
        $($(pub(super) mod $name;)*)*

        /// Every rule.
        pub static ALL: &[Rule] = &[$($(Rule {
            code: &codes::$code,
            stage: Stage::$stage,
            run: run!($stage, $name),
            source: include_str!(concat!("rules/", stringify!($name), ".rs")),
        }),*),*];
    };
}

rules! {
    Load {
        syntax SYNTAX,
    }
    Data {
        photo_missing PHOTO_MISSING,
        summary_length SUMMARY_LENGTH,
        composition COMPOSITION,
    }
    Publication {
        duplicate_route DUPLICATE_ROUTE,
        broken_link BROKEN_LINK,
    }
}
