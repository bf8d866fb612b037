//! A private value cannot be printed, written or opened without an audience: the compiler says so.

#[test]
fn skipping_the_audience_does_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
