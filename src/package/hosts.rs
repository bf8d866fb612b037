//! The site as each host wants it: the same files, with what this host reads besides. What another host
//! reads is left out, so that nobody has to tidy up before an upload.

use clap::ValueEnum;

use super::headers::{self, Rule};
use super::{Entry, SITE, routes};
use crate::model::project::Project;
use crate::publish::manifest::Manifest;

/// A host of static sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Host {
    /// GitHub Pages
    GithubPages,
    /// GitLab Pages
    GitlabPages,
    /// Netlify
    Netlify,
    /// Cloudflare Pages
    CloudflarePages,
    /// Amazon S3 and other object stores
    S3,
    /// Any web space with FTP; Apache and servers that read its `.htaccess`
    Ftp,
}

impl Host {
    /// Every host.
    pub const ALL: [Self; 6] =
        [Self::GithubPages, Self::GitlabPages, Self::Netlify, Self::CloudflarePages, Self::S3, Self::Ftp];

    /// Name of its folder, as the option names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::GithubPages => "github-pages",
            Self::GitlabPages => "gitlab-pages",
            Self::Netlify => "netlify",
            Self::CloudflarePages => "cloudflare-pages",
            Self::S3 => "s3",
            Self::Ftp => "ftp",
        }
    }

    /// Files of the site that only other hosts read.
    fn leaves_out(self, route: &str) -> bool {
        match route {
            "_headers" => !matches!(self, Self::Netlify | Self::CloudflarePages),
            ".nojekyll" => self != Self::GithubPages,
            _ => false,
        }
    }

    /// The folder for the site inside the host's own.
    fn site(self) -> &'static str {
        match self {
            Self::GitlabPages => "public/",
            Self::S3 => "site/",
            _ => "",
        }
    }

    /// What to do with the folder, for somebody who has never done it.
    fn order(self) -> &'static str {
        match self {
            Self::GithubPages => {
                "Put what is in this folder, hidden files too, into a repository on GitHub.\n\
                 Settings > Pages > Source: Deploy from a branch, folder / (root).\n\
                 CNAME names your own address; at the registrar, point that address to GitHub."
            }
            Self::GitlabPages => {
                "Put what is in this folder, hidden files too, into a repository on GitLab.\n\
                 Its pipeline publishes `public`; the address stands under Deploy > Pages."
            }
            Self::Netlify => {
                "Open app.netlify.com/drop and drag this folder into the window.\n\
                 For a site that is there already: Deploys, and drag it there."
            }
            Self::CloudflarePages => {
                "Cloudflare dashboard: Workers & Pages > Create > Pages > Upload assets; drag this folder there."
            }
            Self::S3 => {
                "Upload `site` to a bucket whose static website hosting is on, with\n\
                 `index.html` as index document and `404.html` as error document:\n\
                 aws s3 sync site s3://YOUR-BUCKET --delete\n\
                 `headers.json` says what the store or the network before it should say with which files;\n\
                 at least `Cache-Control: no-cache` with `sw.js`."
            }
            Self::Ftp => {
                "Upload what is in this folder, hidden files too (`.htaccess`), to the folder of your web space\n\
                 that the host calls `htdocs`, `public_html` or `www`. Show hidden files in your FTP program first."
            }
        }
    }
}

/// What is known of the site where it will stand.
struct Place {
    /// Name of the host in the address, such as `www.example.org`.
    name: String,
    /// Path of the address, `/` or `/sub/`.
    path: String,
    /// Tag of the default language.
    default: String,
    /// Tags of the languages that have a folder.
    folders: Vec<String>,
}

impl Place {
    fn of(project: &Project) -> Self {
        let base = project.consortium.as_ref().map_or("", |own| own.base_url.str());
        let rest = base.split_once("://").map_or(base, |(_, rest)| rest);
        let (name, path) = rest.split_once('/').unwrap_or((rest, ""));
        let path = path.trim_matches('/');
        let default = project.default_lang();
        let others = project.langs().into_iter().filter(|lang| *lang != default);
        Self {
            name: name.to_owned(),
            path: if path.is_empty() { "/".to_owned() } else { format!("/{path}/") },
            default: default.as_str().to_owned(),
            folders: others.map(|lang| lang.as_str().to_owned()).collect(),
        }
    }

    /// Whether the address is the consortium's own, not one that GitHub lends.
    fn is_own(&self) -> bool {
        !self.name.is_empty() && !self.name.ends_with(".github.io") && !self.name.contains(':')
    }

    /// Folders with a page for lost visitors of their own, and that page.
    fn missing(&self) -> Vec<(String, String)> {
        let top = (String::new(), format!("{}404.html", self.path));
        let own = self.folders.iter().map(|lang| (lang.clone(), format!("{}{lang}/404.html", self.path)));
        std::iter::once(top).chain(own).collect()
    }
}

/// A folder for each of these hosts, and how to upload it.
pub fn folders(project: &Project, manifest: &Manifest, headers: &str, hosts: &[Host]) -> Vec<Entry> {
    let (place, rules) = (Place::of(project), headers::read(headers));
    let mut entries: Vec<Entry> =
        hosts.iter().flat_map(|host| folder(*host, &place, manifest, &rules)).collect();
    entries.push(Entry::text("hosts/HOW-TO-UPLOAD.txt", orders(&place, hosts)));
    entries
}

fn folder(host: Host, place: &Place, manifest: &Manifest, rules: &[Rule]) -> Vec<Entry> {
    let top = format!("hosts/{}/", host.name());
    let site = host.site();
    let shared = routes(manifest).filter(|route| !host.leaves_out(route));
    let mut entries: Vec<Entry> =
        shared.map(|route| Entry::built(format!("{top}{site}{route}"), format!("{SITE}{route}"))).collect();
    let own = own_files(host, place, rules);
    entries.extend(own.into_iter().map(|(name, text)| Entry::text(format!("{top}{name}"), text)));
    entries
}

/// What this host reads besides the site: name and text.
fn own_files(host: Host, place: &Place, rules: &[Rule]) -> Vec<(String, String)> {
    let one = |name: &str, text: String| vec![(name.to_owned(), text)];
    match host {
        Host::GithubPages if place.is_own() => one("CNAME", format!("{}\n", place.name)),
        Host::GithubPages => Vec::new(),
        Host::GitlabPages => one(".gitlab-ci.yml", PIPELINE.to_owned()),
        Host::Netlify => one("_redirects", redirects(place, true)),
        Host::CloudflarePages => one("_redirects", redirects(place, false)),
        Host::S3 => one("headers.json", headers::json(rules)),
        Host::Ftp => {
            let files = headers::htaccess(rules, &place.missing());
            let named = |(folder, text): (String, String)| match folder.as_str() {
                "" => (".htaccess".to_owned(), text),
                folder => (format!("{folder}/.htaccess"), text),
            };
            files.into_iter().map(named).collect()
        }
    }
}

/// The default language stands at the top, so its tag leads there. Where the host can, lost visitors of a
/// language get that language's page.
fn redirects(place: &Place, says_missing: bool) -> String {
    let Place { path, default, .. } = place;
    let mut lines = format!("{path}{default} {path} 302\n{path}{default}/* {path}:splat 302\n");
    if says_missing {
        lines.extend(place.folders.iter().map(|lang| format!("{path}{lang}/* {path}{lang}/404.html 404\n")));
    }
    lines
}

/// GitLab publishes the artifact `public` of a job called `pages`.
const PIPELINE: &str = "# Publishes the folder `public` as it is; nothing is built here.\n\
pages:\n  stage: deploy\n  script:\n    - echo \"public is complete\"\n  artifacts:\n    paths:\n      - public\n  rules:\n    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH\n";

fn orders(place: &Place, hosts: &[Host]) -> String {
    let mut text = format!(
        "HOW TO UPLOAD THE SITE\n\nThe pages say that they stand at https://{}{} (`base_url` in consortium.toml).\n",
        place.name, place.path
    );
    if place.path != "/" {
        text.push_str(&format!("That address has a path: upload into the folder `{}`.\n", place.path));
    }
    text.push_str("Each folder here is whole: choose one, upload all of it, and replace what was there.\n");
    for host in hosts {
        text.push_str(&format!("\n== {}\n{}\n", host.name(), host.order()));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(base: &str) -> Place {
        let (name, path) = base.split_once('/').unwrap_or((base, ""));
        let path = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        Place { name: name.to_owned(), path, default: "en".to_owned(), folders: vec!["ar".to_owned()] }
    }

    #[test]
    fn github_is_told_an_address_only_when_it_is_the_consortiums_own() {
        let names = |base: &str| own_files(Host::GithubPages, &place(base), &[]);
        assert_eq!(names("towels.example"), [("CNAME".to_owned(), "towels.example\n".to_owned())]);
        assert!(names("towels.github.io/site").is_empty());
        assert!(names("").is_empty());
    }

    #[test]
    fn lost_visitors_of_a_language_get_its_page_also_below_a_path() {
        assert_eq!(redirects(&place("a.example"), true).lines().last(), Some("/ar/* /ar/404.html 404"));
        assert_eq!(redirects(&place("a.example"), false).lines().count(), 2);
        let own = own_files(Host::Ftp, &place("a.example/fair"), &[]);
        assert_eq!(own[1], ("ar/.htaccess".to_owned(), "ErrorDocument 404 /fair/ar/404.html\n".to_owned()));
    }
}
