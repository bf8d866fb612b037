use fairfolio::model::private::{Level, Owner, Private};

fn main() {
    let price = Private::new(Level::Buyer, Owner::Consortium, "3.10".to_owned());
    println!("{price}");
    println!("{price:?}");
}
