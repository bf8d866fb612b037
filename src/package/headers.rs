//! What a host should say with each file. The site writes it once, in the form that Netlify and Cloudflare
//! read; here it is read back and said again for Apache and for object stores, so that it cannot drift.

use std::collections::BTreeMap;

use serde::Serialize;

/// What is said with the files below an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// The address, such as `/assets/pictures/*`.
    pub path: String,
    /// Names and values, in order.
    pub headers: BTreeMap<String, String>,
}

/// Reads a `_headers` file: an address at the beginning of a line, below it what is said, indented.
pub fn read(text: &str) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let is_indented = line.starts_with([' ', '\t']);
        match (is_indented, line.split_once(':'), rules.last_mut()) {
            (true, Some((name, value)), Some(rule)) => {
                rule.headers.insert(name.trim().to_owned(), value.trim().to_owned());
            }
            _ => rules.push(Rule { path: line.trim().to_owned(), headers: BTreeMap::new() }),
        }
    }
    rules
}

/// The rules as JSON, for a script that uploads.
pub fn json(rules: &[Rule]) -> String {
    serde_json::to_string_pretty(rules).expect("strings are always JSON") + "\n"
}

/// Types that older servers do not know by the ending of a file.
const TYPES: [(&str, &str); 8] = [
    ("text/html; charset=utf-8", ".html"),
    ("text/javascript; charset=utf-8", ".js"),
    ("application/manifest+json", ".webmanifest"),
    ("image/webp", ".webp"),
    ("font/woff2", ".woff2"),
    ("text/calendar; charset=utf-8", ".ics"),
    ("text/vcard; charset=utf-8", ".vcf"),
    ("text/csv; charset=utf-8", ".csv"),
];

/// `.htaccess` files by folder (empty for the top) for Apache and the servers that read the same. `missing` is
/// the page for lost visitors of each folder that has one of its own.
pub fn htaccess(rules: &[Rule], missing: &[(String, String)]) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for (folder, page) in missing {
        files.entry(folder.clone()).or_default().push_str(&format!("ErrorDocument 404 {page}\n"));
    }
    let types = TYPES.map(|(kind, ending)| format!("AddType \"{kind}\" {ending}\n"));
    files.entry(String::new()).or_default().push_str(&types.concat());
    for rule in rules {
        let (folder, lines) = block(rule);
        files.entry(folder).or_default().push_str(&lines);
    }
    files.retain(|_, text| !text.is_empty());
    files
}

/// The folder whose file says it, and the lines.
fn block(rule: &Rule) -> (String, String) {
    let set = |(name, value): (&String, &String)| format!("  Header set {name} \"{value}\"\n");
    // The type of a file is said by `AddType`.
    let said = || rule.headers.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
    let lines: String = said().map(set).collect();
    let path = rule.path.trim_start_matches('/');
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let of_module = match (lines.is_empty(), name) {
        (true, _) => String::new(),
        (false, "*") => format!("<IfModule mod_headers.c>\n{lines}</IfModule>\n"),
        (false, name) => {
            format!("<IfModule mod_headers.c>\n<Files \"{name}\">\n{lines}</Files>\n</IfModule>\n")
        }
    };
    (folder.to_owned(), of_module)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "/*\n  X-Content-Type-Options: nosniff\n  Content-Security-Policy: default-src 'none'; img-src https://a.example\n\
                        /assets/fonts/*\n  Cache-Control: public, max-age=604800\n/sw.js\n  Cache-Control: no-cache\n\
                        /*.webmanifest\n  Content-Type: application/manifest+json\n";

    #[test]
    fn every_address_keeps_what_is_said_of_it() {
        let rules = read(TEXT);
        let paths: Vec<&str> = rules.iter().map(|rule| rule.path.as_str()).collect();
        assert_eq!(paths, ["/*", "/assets/fonts/*", "/sw.js", "/*.webmanifest"]);
        let policy = &rules[0].headers["Content-Security-Policy"];
        assert_eq!(policy, "default-src 'none'; img-src https://a.example", "a colon in a value is no end");
    }

    #[test]
    fn apache_reads_each_rule_in_the_folder_that_it_is_about() {
        let missing = [(String::new(), "/404.html".to_owned()), ("ar".to_owned(), "/ar/404.html".to_owned())];
        let files = htaccess(&read(TEXT), &missing);
        assert_eq!(files.keys().collect::<Vec<_>>(), ["", "ar", "assets/fonts"]);
        assert!(files[""].contains("ErrorDocument 404 /404.html\n"));
        assert!(files[""].contains("<Files \"sw.js\">\n  Header set Cache-Control \"no-cache\"\n</Files>"));
        assert!(files["assets/fonts"].contains("Header set Cache-Control \"public, max-age=604800\""));
        assert!(!files[""].contains("Header set Content-Type"), "a type is no header that is set");
        assert_eq!(files["ar"], "ErrorDocument 404 /ar/404.html\n");
    }
}
