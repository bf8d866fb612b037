//! What a page may load and whom it may send to: the content security policy.

/// Nothing but the site's own pictures, styles, fonts and scripts, none of them inline. A page may speak with
/// its own site, as the worker does and as tools that read `robots.txt` from within a page do; and with the
/// configured form services where it sends to them.
pub fn policy(sends_to: &[String]) -> String {
    let services = sends_to.join(" ");
    let (connects, forms) = match services.as_str() {
        "" => ("'self'".to_owned(), "'none'"),
        services => (format!("{services} 'self'"), services),
    };
    format!(
        "default-src 'none'; script-src 'self'; worker-src 'self'; manifest-src 'self'; img-src 'self'; \
         style-src 'self'; font-src 'self'; base-uri 'none'; connect-src {connects}; form-action {forms}"
    )
}
