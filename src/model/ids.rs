//! Ids are types: a member's id can never be passed where a buyer's is meant.

use std::fmt;

macro_rules! id_types {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(String);

        impl $name {
            /// An id as typed; whether it names a record is a rule's question.
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

id_types! {
    /// A member firm: the name of its folder in `members/`.
    MemberId,
    /// A product in full: `<member>/<id>`, or `common/<id>`.
    ProductId,
    /// A product group of `categories.toml`.
    CategoryId,
    /// A scheme of `certificates.toml`.
    SchemeId,
    /// A buyer: the name of its file in `buyers/`.
    BuyerId,
    /// An event: the name of its file in `events/`.
    EventId,
}

impl ProductId {
    /// The part before the slash: the maker's id, or `common`.
    pub fn owner(&self) -> &str {
        self.0.split_once('/').map_or("", |(owner, _)| owner)
    }

    /// The part after the slash.
    pub fn local(&self) -> &str {
        self.0.split_once('/').map_or(self.as_str(), |(_, id)| id)
    }
}

/// Whether a text may be an id: lower-case Latin letters, digits and hyphens.
pub fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
