//! A field as a user left it: typed, absent, or typed wrongly. Rules on absence skip what is
//! broken, so that one slip gives one message.

use crate::source::Span;

/// A value together with where it was typed.
#[derive(Clone, Debug, PartialEq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// The place of the value (not of its key).
    pub span: Span,
}

/// A field of a record.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Field<T> {
    /// Typed and understood.
    Value(At<T>),
    /// Not typed.
    #[default]
    Absent,
    /// Typed, but wrong; a finding was made already.
    Broken,
}

impl<T> Field<T> {
    /// The value, when there is one.
    pub fn get(&self) -> Option<&T> {
        self.at().map(|at| &at.value)
    }

    /// The value with its place, when there is one.
    pub fn at(&self) -> Option<&At<T>> {
        match self {
            Self::Value(at) => Some(at),
            Self::Absent | Self::Broken => None,
        }
    }

    /// Where the value was typed.
    pub fn span(&self) -> Option<Span> {
        self.at().map(|at| at.span)
    }

    /// Whether nothing was typed at all; a broken value is not absent.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The value by copy, or what stands for a missing one.
    pub fn or(&self, default: T) -> T
    where
        T: Copy,
    {
        self.get().copied().unwrap_or(default)
    }
}

impl Field<String> {
    /// The text, or the empty string.
    pub fn str(&self) -> &str {
        self.get().map_or("", String::as_str)
    }
}
