//! What a consortium is: plain structs without IO. Every value keeps where it was typed; a private
//! value can be read only for an audience.

pub mod brand;
pub mod buyer;
pub mod category;
pub mod certificate;
pub mod consortium;
pub mod edition;
pub mod event;
pub mod field;
pub mod ids;
pub mod meeting;
pub mod member;
pub mod parts;
pub mod price;
pub mod printed_code;
pub mod printer;
pub mod private;
pub mod product;
pub mod project;
pub mod text;
pub mod theme;
