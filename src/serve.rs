//! The project in the browser, as it is now. A thread of its own builds after every change and publishes what can be
//! shown; the server answers from that. Everything but the server's edge is synchronous.
//!
//! ```text
//! watch     the folder          → a change      system messages, and stamps to be sure
//! rounds    a change            → snapshots     site first, then documents; the last good output stays
//! outputs   snapshot, address   → bytes         as in a build, made when asked for
//! server    requests            → answers       this computer only, Host checked, a key for what is private
//! ```
//!
//! Nothing is written: neither `dist`, which stays what the last `build` made and somebody may be handing out, nor a
//! copy of it, which would cost hundreds of megabytes at each start. What was made twice comes from the user's
//! cache of pictures.

mod actions;
mod desk;
mod outputs;
mod rounds;
mod sent;
mod server;
mod snapshot;
mod waiting;
mod watch;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

pub use actions::Work;
pub use snapshot::{Live, Snapshot, State};

use crate::cache::Cache;
use crate::files::Disk;
use crate::load::Today;
use crate::pipeline::Layouts;
use actions::Tools;
use desk::{Desk, Thumbnails};
use rounds::Rounds;
use server::Server;
use watch::Watch;

/// What is served and how.
pub struct Setup {
    /// The project's folder.
    pub dir: PathBuf,
    /// The port, when it must be a certain one.
    pub port: Option<u16>,
    /// Whether changes are looked for instead of reported.
    pub poll: bool,
    /// Pictures and shaped texts between builds.
    pub cache: Arc<dyn Cache + Send>,
    /// The day, asked anew for each build.
    pub today: Arc<dyn Fn() -> Today + Send + Sync>,
}

/// Where it is to be seen.
pub struct Addresses {
    /// The site.
    pub site: String,
    /// The desk.
    pub desk: String,
}

/// Serves until the command is stopped; `tell` is called once, when the server can be reached.
///
/// # Errors
/// When no port is free, or the wanted one is not.
pub fn serve(setup: Setup, tell: impl FnOnce(&Addresses)) -> io::Result<()> {
    let live = Arc::new(Live::new());
    let disk = Disk::new(&setup.dir);
    let rounds = Rounds {
        disk: disk.clone(),
        cache: Arc::clone(&setup.cache),
        today: Arc::clone(&setup.today),
        watch: Watch::start(&setup.dir, setup.poll),
        live: Arc::clone(&live),
        last: None,
        layouts: Layouts::default(),
    };
    let listener = server::listen(setup.port)?;
    let port = listener.local_addr()?.port();
    let key = &live.key;
    let addresses = Addresses {
        site: format!("http://127.0.0.1:{port}/?key={key}"),
        desk: format!("http://127.0.0.1:{port}/_desk/?key={key}"),
    };
    std::thread::Builder::new().name("build".to_owned()).spawn(|| rounds.run())?;
    let tools =
        Tools { dir: setup.dir, disk, cache: setup.cache, today: setup.today, live, waiting: Arc::default() };
    let desk = Desk::new(tools.live.form.clone());
    let server = Server { tools, port, desk, thumbnails: Thumbnails::default() };
    server::run(server, listener, || tell(&addresses))
}
