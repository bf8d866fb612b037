use fairfolio::model::private::{Level, Owner, Private};

fn main() {
    let price = Private::new(Level::Buyer, Owner::Consortium, "3.10".to_owned());
    let _ = serde_json::to_string(&price);
}
