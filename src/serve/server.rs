//! The edge: HTTP on this computer only. A page of another site may make a browser ask us, so who asks is checked
//! before anything is looked up: the name it calls us by, for whatever changes something its origin, and for
//! all that is not for everybody a key that only this start of the command told.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::{Value, json};
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::WatchStream;

use super::actions::{self, Tools};
use super::desk::{Desk, Thumbnails};
use super::outputs::{Found, Outputs, identity, kind, range, route_of, told};
use super::sent::Sent;
use super::snapshot::Snapshot;
use crate::diag::render::json_value;

/// The first port that is tried.
const PORT: u16 = 4321;
/// How many ports are tried.
const PORTS: u16 = 100;

const LIVE: &str = include_str!("desk/live.js");
const DESK_SCRIPT: &str = include_str!("desk/desk.js");
const DESK_STYLE: &str = include_str!("desk/desk.css");

/// What answers need.
pub(super) struct Server {
    pub(super) tools: Tools,
    pub(super) port: u16,
    pub(super) desk: Desk,
    pub(super) thumbnails: Thumbnails,
}

/// A port of this computer that nobody else can reach.
///
/// # Errors
/// When the wanted one is taken, or all that were tried.
pub(super) fn listen(port: Option<u16>) -> io::Result<TcpListener> {
    let at = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = port {
        return at(port).map_err(|error| {
            let hint = "name another one with `--port`, or leave it out";
            io::Error::new(error.kind(), format!("cannot listen at port {port}: {error}; {hint}"))
        });
    }
    let free = (PORT..PORT + PORTS).find_map(|port| at(port).ok());
    free.ok_or_else(|| io::Error::other(format!("no port from {PORT} to {} is free", PORT + PORTS - 1)))
}

/// Answers until the command is stopped.
///
/// # Errors
/// When the system gives no threads or takes the port away.
pub(super) fn run(server: Server, listener: TcpListener, ready: impl FnOnce()) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let done = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let app = router(Arc::new(server));
        ready();
        // Browsers keep their connections open, so nobody waits for them to end.
        tokio::select! {
            done = async { axum::serve(listener, app).await } => done,
            () = stopped() => Ok(()),
        }
    });
    runtime.shutdown_background();
    done
}

/// Ctrl+C, or the system's wish that the command ends.
async fn stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut end) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = end.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

fn router(server: Arc<Server>) -> Router {
    Router::new()
        .route("/_desk/events", get(events))
        .fallback(answer)
        // What is too much is decided where it is read.
        .layer(axum::extract::DefaultBodyLimit::disable())
        .layer(from_fn_with_state(Arc::clone(&server), guard))
        .with_state(server)
}

/// Lets in who may ask.
async fn guard(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    if !server.is_meant(request.headers()) {
        let words = "This computer's preview answers only by the address that the command printed.\n";
        return plain(StatusCode::MISDIRECTED_REQUEST, words);
    }
    let path = request.uri().path().to_owned();
    if let Some(key) = request.uri().query().and_then(|query| parameter(query, "key")) {
        return server.welcome(&path, &key);
    }
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let is_desk = path.starts_with("/_desk/");
    let is_action = is_desk && *request.method() == Method::POST && server.is_own_page(request.headers());
    if !is_read && !is_action {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "Only the desk itself can do that.\n");
    }
    if is_desk && !is_for_all(&path) && !server.has_key(request.headers()) {
        return server.desk.locked(&server.tools.live.now());
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
        (header::REFERRER_POLICY, "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    response
}

/// What any page of the preview may ask of the desk: nothing in it is about data that is not on the site.
fn is_for_all(path: &str) -> bool {
    matches!(path, "/_desk/live.js" | "/_desk/events" | "/_desk/page" | "/_desk/desk.css")
}

impl Server {
    /// Whether we are called by a name of this computer: a page elsewhere can give its own name our address.
    fn is_meant(&self, headers: &HeaderMap) -> bool {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        let (name, port) = host.rsplit_once(':').unwrap_or((host, "80"));
        ["127.0.0.1", "localhost"].contains(&name) && port == self.port.to_string()
    }

    /// Whether a page of our own sends something.
    fn is_own_page(&self, headers: &HeaderMap) -> bool {
        let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok()).unwrap_or_default();
        ["127.0.0.1", "localhost"].iter().any(|name| origin == format!("http://{name}:{}", self.port))
    }

    fn cookie(&self) -> String {
        format!("fairfolio-{}", self.port)
    }

    fn has_key(&self, headers: &HeaderMap) -> bool {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs =
            cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.any(|(name, value)| name == self.cookie() && value == self.tools.live.key)
    }

    /// Takes the key out of the address, where it would be copied from, and into the browser.
    fn welcome(&self, path: &str, key: &str) -> Response {
        if key != self.tools.live.key {
            return self.desk.locked(&self.tools.live.now());
        }
        // Two slashes would lead to another host.
        let to = format!("/{}", path.trim_start_matches('/'));
        let cookie = format!("{}={key}; Path=/; HttpOnly; SameSite=Strict", self.cookie());
        let headers = [(header::LOCATION, to), (header::SET_COOKIE, cookie)];
        (StatusCode::SEE_OTHER, headers, "").into_response()
    }
}

/// A parameter of a query.
pub(super) fn parameter(query: &str, name: &str) -> Option<String> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(key, _)| *key == name).map(|(_, value)| decoded(&value.replace('+', " ")))
}

/// A path or parameter without `%` escapes.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| first == b'%');
        let byte = code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Tells a page of every snapshot, beginning with the one of now.
async fn events(
    State(server): State<Arc<Server>>,
) -> Sse<impl tokio_stream::Stream<Item = Result<Event, Infallible>>> {
    let start = server.tools.live.start.clone();
    let tell = move |now: Arc<Snapshot>| {
        let event = Event::default().data(state(&now, &start).to_string());
        Ok(event.retry(std::time::Duration::from_millis(500)))
    };
    Sse::new(WatchStream::new(server.tools.live.follow()).map(tell)).keep_alive(KeepAlive::default())
}

/// A snapshot as pages are told of it.
fn state(now: &Snapshot, start: &str) -> Value {
    let [errors, warnings, notes] = now.counts();
    json!({
        "start": start, "number": now.number, "builds": now.builds, "state": now.state, "words": now.words,
        "errors": errors, "warnings": warnings, "notes": notes,
    })
}

/// Everything but the events. Answers are made on threads of their own: some take a while.
async fn answer(State(server): State<Arc<Server>>, request: Request) -> Response {
    let mut asked = Asked {
        path: decoded(request.uri().path()),
        query: request.uri().query().unwrap_or_default().to_owned(),
        sent: None,
        range: request.headers().get(header::RANGE).and_then(|range| range.to_str().ok()).map(str::to_owned),
    };
    if *request.method() == Method::POST {
        match Sent::read(request).await {
            Ok(sent) => asked.sent = Some(sent),
            Err(error) => return plain(StatusCode::PAYLOAD_TOO_LARGE, &format!("{error}\n")),
        }
    }
    let made = tokio::task::spawn_blocking(move || {
        let now = server.tools.live.now();
        server.answer(&now, &asked)
    });
    made.await.unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR, "This could not be made.\n"))
}

/// A request.
pub(super) struct Asked {
    pub(super) path: String,
    pub(super) query: String,
    /// What was sent, when something was.
    pub(super) sent: Option<Sent>,
    pub(super) range: Option<String>,
}

impl Server {
    fn answer(&self, now: &Arc<Snapshot>, asked: &Asked) -> Response {
        let outputs = Outputs { disk: &self.tools.disk, cache: self.tools.cache.as_ref(), now };
        if let Some(sent) = &asked.sent {
            return self.act(&outputs, &asked.path, sent);
        }
        let path = asked.path.as_str();
        match path {
            "/_desk/live.js" => return text("js", LIVE),
            "/_desk/desk.js" => return text("js", DESK_SCRIPT),
            "/_desk/desk.css" => return text("css", DESK_STYLE),
            "/_desk/page" => return self.page(&outputs, asked),
            "/_desk/findings" => return findings(now),
            _ => {}
        }
        if let Some(private) = path.strip_prefix("/_desk/private/") {
            return self.sent(now, asked, outputs.paper(&format!("private/{private}")));
        }
        if path.starts_with("/_desk") {
            return self.desk.answer(&outputs, asked, &self.tools, &self.thumbnails);
        }
        match path.strip_prefix("/print/") {
            Some(printed) => self.sent(now, asked, outputs.paper(&format!("public/print/{printed}"))),
            None => self.site(&outputs, asked),
        }
    }

    /// Begins what the desk was asked to do, and leads back to it.
    fn act(&self, outputs: &Outputs<'_>, path: &str, sent: &Sent) -> Response {
        if sent.text("form") != self.tools.live.form {
            return plain(StatusCode::FORBIDDEN, "This form is an old one: open the desk again.\n");
        }
        let Some(name) = path.strip_prefix("/_desk/do/") else {
            return self.desk.take(outputs, path, sent, &self.tools);
        };
        let Some(action) = actions::ALL.iter().find(|action| action.name == name) else {
            return plain(StatusCode::NOT_FOUND, "The desk cannot do that.\n");
        };
        if !actions::begin(action, self.tools.clone(), sent.clone()) {
            return plain(StatusCode::CONFLICT, "Something else is being done; wait until it is over.\n");
        }
        see_other(action.page)
    }

    /// A file of the site; a page gets the script that keeps it up to date, on its way out and nowhere else.
    fn site(&self, outputs: &Outputs<'_>, asked: &Asked) -> Response {
        let (status, html) = match outputs.site(&asked.path) {
            Found::File(path, bytes) if kind(&path).starts_with("text/html") => (StatusCode::OK, bytes),
            Found::Nothing(Some(html)) => (StatusCode::NOT_FOUND, html.into_bytes()),
            found => return self.sent(outputs.now, asked, found),
        };
        let html = String::from_utf8_lossy(&html).into_owned();
        let identity = outputs.now.site.as_ref().map_or_else(String::new, |site| identity(site, &html));
        page(status, html, &identity)
    }

    /// What a page would be made of if it were asked for now.
    fn page(&self, outputs: &Outputs<'_>, asked: &Asked) -> Response {
        let path = parameter(&asked.query, "path").unwrap_or_default();
        let html = match outputs.site(&decoded(&path)) {
            Found::File(_, bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
            Found::Nothing(html) => html,
            Found::Folder(_) | Found::NotYet | Found::Fault(_) => None,
        };
        let site = outputs.now.site.as_ref();
        let made_of = site.zip(html).map(|(site, html)| identity(site, &html)).unwrap_or_default();
        let styles = site.map(|site| site.styles()).unwrap_or_default();
        let told = json!({ "page": made_of, "styles": styles, "route": route_of(&path) });
        text("json", &told.to_string())
    }
}

/// Findings for the overlay.
fn findings(now: &Arc<Snapshot>) -> Response {
    const MOST: usize = 40;
    let Some(gathered) = &now.gathered else { return text("json", "[]") };
    let list: Vec<Value> = told(now)
        .into_iter()
        .take(MOST)
        .map(|finding| json_value(finding, &gathered.project.sources))
        .collect();
    text("json", &Value::Array(list).to_string())
}

impl Server {
    /// What was found, as an answer.
    fn sent(&self, now: &Snapshot, asked: &Asked, found: Found) -> Response {
        match found {
            Found::File(path, bytes) => file(asked, &path, bytes),
            Found::Folder(path) => (StatusCode::SEE_OTHER, [(header::LOCATION, path)], "").into_response(),
            Found::Nothing(_) => plain(StatusCode::NOT_FOUND, "There is nothing here.\n"),
            Found::NotYet => {
                let words = "There is nothing to show yet. This page changes by itself as soon as there is.";
                page(StatusCode::SERVICE_UNAVAILABLE, self.desk.notice(now, "Not ready yet", words), "")
            }
            Found::Fault(words) => {
                let title = "This page could not be made";
                page(StatusCode::INTERNAL_SERVER_ERROR, self.desk.notice(now, title, &words), "")
            }
        }
    }
}

fn file(asked: &Asked, path: &str, bytes: Vec<u8>) -> Response {
    let length = bytes.len();
    let kind = [(header::CONTENT_TYPE, kind(path)), (header::ACCEPT_RANGES, "bytes")];
    match asked.range.as_deref().and_then(|wanted| range(wanted, length)) {
        None => (kind, Bytes::from(bytes)).into_response(),
        Some(Ok((from, to))) => {
            let piece = Bytes::from(bytes).slice(from..=to);
            let place = [(header::CONTENT_RANGE, format!("bytes {from}-{to}/{length}"))];
            (StatusCode::PARTIAL_CONTENT, kind, place, piece).into_response()
        }
        Some(Err(())) => {
            let place = [(header::CONTENT_RANGE, format!("bytes */{length}"))];
            (StatusCode::RANGE_NOT_SATISFIABLE, place, Body::empty()).into_response()
        }
    }
}

/// A page with the script that keeps it up to date. Workers are kept out: one that keeps pages for days without a
/// network would show yesterday's preview.
fn page(status: StatusCode, html: String, identity: &str) -> Response {
    let script = format!("<script src=\"/_desk/live.js\" data-page=\"{identity}\" defer></script>\n");
    let at = html.rfind("</body>").unwrap_or(html.len());
    let html = format!("{}{script}{}", &html[..at], &html[at..]);
    let headers =
        [(header::CONTENT_TYPE, kind("html")), (header::CONTENT_SECURITY_POLICY, "worker-src 'none'")];
    (status, headers, html).into_response()
}

/// Leads to another page, which is asked for anew.
pub(super) fn see_other(page: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, page.to_owned())], "").into_response()
}

pub(super) fn text(ending: &str, text: &str) -> Response {
    ([(header::CONTENT_TYPE, kind(&format!("x.{ending}")))], text.to_owned()).into_response()
}

pub(super) fn plain(status: StatusCode, words: &str) -> Response {
    (status, [(header::CONTENT_TYPE, kind("x.txt"))], words.to_owned()).into_response()
}
