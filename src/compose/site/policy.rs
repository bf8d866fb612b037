//! What a page may load and whom it may send to: the content security policy.

/// Nothing but the site's own pictures, styles, fonts and scripts, none of them inline; and only the
/// configured form services on the page that sends to them.
pub fn policy(sends_to: &[String]) -> String {
    rules(&services(sends_to), sends_to)
}

/// The policy that a host sends with every file. It rules the worker too, which fetches from its own
/// site; pages themselves narrow it.
pub fn policy_of_host(sends_to: &[String]) -> String {
    let own = std::iter::once("'self'").chain(sends_to.iter().map(String::as_str));
    rules(&own.collect::<Vec<_>>().join(" "), sends_to)
}

fn services(sends_to: &[String]) -> String {
    if sends_to.is_empty() { "'none'".to_owned() } else { sends_to.join(" ") }
}

fn rules(connects: &str, sends_to: &[String]) -> String {
    let services = services(sends_to);
    format!(
        "default-src 'none'; script-src 'self'; worker-src 'self'; manifest-src 'self'; img-src 'self'; \
         style-src 'self'; font-src 'self'; base-uri 'none'; connect-src {connects}; form-action {services}"
    )
}
