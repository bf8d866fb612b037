//! The build thread: reads the data after every change and publishes what can be shown, the site first, then the
//! brochures, then everything for the meetings. A newer change ends a round at the next of these steps.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::snapshot::{Live, Snapshot, State};
use super::watch::{Change, Watch};
use crate::cache::Cache;
use crate::diag::{Diagnostic, Findings, Severity};
use crate::files::Disk;
use crate::load::Today;
use crate::pipeline::live::{Papers, Site};
use crate::pipeline::{Gathered, Layouts, Options, Parts, bring_together, gather, set};

/// What the thread works with.
pub(super) struct Rounds {
    pub(super) disk: Disk,
    pub(super) cache: Arc<dyn Cache + Send>,
    pub(super) today: Arc<dyn Fn() -> Today + Send + Sync>,
    pub(super) watch: Watch,
    pub(super) live: Arc<Live>,
    pub(super) last: Option<Arc<Gathered>>,
    pub(super) layouts: Layouts,
}

impl Rounds {
    /// Builds now and after every change, for ever.
    pub(super) fn run(mut self) {
        loop {
            if self.watch.is_here() {
                self.round();
            } else {
                self.away();
            }
            while self.watch.wait() == Change::Gone {
                self.away();
            }
        }
    }

    fn away(&self) {
        self.live.publish(|now| {
            now.state = State::Away;
            now.words = "the project's folder is not there; it is waited for".to_owned();
        });
    }

    /// One round. Whatever happens in it, the next change begins a new one.
    fn round(&mut self) {
        let done = catch_unwind(AssertUnwindSafe(|| self.build()));
        let words = match done {
            Ok(Ok(()) | Err(None)) => return,
            Ok(Err(Some(error))) if self.watch.is_here() => error.to_string(),
            Ok(Err(Some(_))) => return self.away(),
            Err(panic) => {
                // What was half made may be wrong.
                self.last = None;
                self.layouts = Layouts::default();
                let said = panic.downcast_ref::<String>().map(String::as_str);
                let said = said.or(panic.downcast_ref::<&str>().copied()).unwrap_or("no reason was given");
                format!("the build stopped at a fault of the program ({said}); the next change begins anew")
            }
        };
        self.live.publish(|now| {
            now.state = State::Failed;
            now.words = words;
        });
    }

    /// The steps of a round. `Err(None)` when a newer change overtook it.
    fn build(&mut self) -> Result<(), Option<io::Error>> {
        let today = (self.today)();
        let gathered = Arc::new(gather(&self.disk, today, self.last.as_deref())?);
        self.last = Some(Arc::clone(&gathered));
        let findings = gathered.findings();
        if !gathered.has_templates() || is_blocked(&findings) {
            self.live.publish(|now| broken(now, &gathered, findings));
            return Ok(());
        }
        let papers = self.live.now().papers.clone();
        let mut site = Arc::new(Site::new(Arc::clone(&gathered), papers.as_deref()));
        self.live.publish(|now| {
            now.builds += 1;
            now.state = State::Setting;
            now.words.clear();
            now.site = Some(Arc::clone(&site));
            now.findings = findings;
            now.gathered = Some(Arc::clone(&gathered));
        });
        self.layouts.turn();
        let public =
            self.set(&gathered, today, Parts { site: true, print: true, handouts: false, reports: false })?;
        let old = papers.as_ref().map(|papers| papers.private_ones());
        let papers = Papers::new(
            &self.disk,
            self.cache.as_ref(),
            bring_together(&gathered, [Some(public.clone()), old].into_iter().flatten()),
            papers.as_deref(),
        )?;
        site = Arc::new(site.with_papers(&papers));
        self.show(&site, papers, State::Setting);
        let private =
            self.set(&gathered, today, Parts { site: false, print: false, handouts: true, reports: false })?;
        let known = self.live.now().papers.clone();
        let all = bring_together(&gathered, [public, private]);
        let papers = Papers::new(&self.disk, self.cache.as_ref(), all, known.as_deref())?;
        self.show(&site, papers, State::Ready);
        // What nobody asked for yet may fail too.
        let faults = site.faults(&|| self.watch.has_news());
        if !faults.is_empty() {
            self.live.publish(|now| add(now, faults, &gathered));
        }
        Ok(())
    }

    fn set(
        &self,
        gathered: &Gathered,
        today: Today,
        parts: Parts,
    ) -> Result<crate::pipeline::Set, Option<io::Error>> {
        if self.watch.has_news() {
            return Err(None);
        }
        let options = Options { today, parts, draft: false };
        let set = set(&self.disk, self.cache.as_ref(), gathered, options, &self.layouts);
        if self.watch.has_news() { Err(None) } else { Ok(set) }
    }

    fn show(&self, site: &Arc<Site>, papers: Papers, state: State) {
        self.live.publish(|now| {
            now.state = state;
            now.findings.clone_from(&papers.prepared.findings);
            now.site = Some(Arc::clone(site));
            now.papers = Some(Arc::new(papers));
        });
    }
}

fn is_blocked(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Blocking)
}

fn broken(now: &mut Snapshot, gathered: &Arc<Gathered>, findings: Vec<Diagnostic>) {
    now.builds += 1;
    now.state = State::Broken;
    now.words.clear();
    now.findings = findings;
    now.gathered = Some(Arc::clone(gathered));
}

fn add(now: &mut Snapshot, faults: Vec<Diagnostic>, gathered: &Gathered) {
    let mut all = Findings::default();
    all.extend(std::mem::take(&mut now.findings));
    all.extend(faults);
    now.findings = all.sorted(&gathered.project.sources);
    now.state = State::Broken;
}
