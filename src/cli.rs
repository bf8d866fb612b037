//! The command table. Help comes from it, so a sentence here is the manual.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;

use crate::diag::render::Format;
use crate::package::Kind;
use crate::package::hosts::Host;

/// Build the website, the common brochure and the meeting handouts of an export consortium
#[derive(Parser, Debug)]
#[command(name = "fairfolio", version, about, max_term_width = 100)]
pub struct Cli {
    /// What to do; nothing means `serve --open` in a project's folder.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Options of all commands.
    #[command(flatten)]
    pub global: Global,
}

/// Options of all commands.
#[derive(Args, Debug, Clone)]
pub struct Global {
    /// How findings are printed
    #[arg(long, global = true, value_enum, default_value = "human")]
    pub format: Format,
    /// Treat warnings as errors
    #[arg(long, global = true)]
    pub strict: bool,
    /// Print findings only
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Build as if it were this day (2027-01-31)
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<Date>,
    /// Print how long each stage took
    #[arg(long, global = true)]
    pub timings: bool,
}

/// Commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Start a project: a commented skeleton, or a copy of the sample consortium
    New(NewArgs),
    /// Find everything that is wrong, in the data, the pages and the layout; write nothing
    Check {
        /// The project's folder
        #[arg(default_value = ".")]
        dir: PathBuf,
    },
    /// Build the website, the brochure and the meeting handouts into DIR/dist
    Build {
        /// The project's folder
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// Where the outputs go
        #[arg(long, short, value_name = "DIST")]
        output: Option<PathBuf>,
        /// Build some parts only; the others are kept from the last build
        #[arg(long, value_enum, value_delimiter = ',')]
        only: Vec<Part>,
        /// Build with placeholders and DRAFT on every page
        #[arg(long)]
        draft: bool,
        /// Encode every picture anew
        #[arg(long)]
        no_cache: bool,
    },
    /// Pack what leaves the house: the site for a host, a stick, files for the press
    Package(PackageArgs),
    /// Show site, documents and everything that is wrong in the browser, and keep up with every change
    Serve(ServeArgs),
    /// Plan the meetings of an event, write the plan, and say what it is worth
    Schedule(ScheduleArgs),
    /// Say whether every firm is treated alike, in print, on the site and at the meetings; write nothing
    Audit {
        /// The project's folder
        #[arg(default_value = ".")]
        dir: PathBuf,
    },
    /// Make a form (XLSX) for each firm, or for each party of an event, filled with what is known
    Collect(CollectArgs),
    /// Read sheets of firms and buyers into records, with a preview of what changes
    Import(ImportArgs),
    /// Keep what was printed, so that later builds can say what changed since
    #[command(subcommand)]
    Edition(EditionCommand),
    /// See what the theme is made of, or copy a part of it into the project to change it
    #[command(subcommand)]
    Theme(ThemeCommand),
    /// Show the manual page of a finding's code
    Explain {
        /// The code, such as FF0601
        code: String,
    },
    /// Print a file that lets the shell complete commands and options
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print the manual page, or write one for each command into a folder
    Man {
        /// The folder
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
}

/// What a project begins with. What is not given is asked for at a terminal.
#[derive(Args, Debug, Default)]
pub struct NewArgs {
    /// The folder to make
    pub dir: PathBuf,
    /// Copy the sample consortium
    #[arg(long, conflicts_with_all = ["name", "country"])]
    pub example: bool,
    /// Name of the consortium
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Its country, as two letters (IN) or by its English name
    #[arg(long, value_name = "COUNTRY")]
    pub country: Option<String>,
    /// Language of the project; else en
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
}

/// What is packed.
#[derive(Args, Debug)]
pub struct PackageArgs {
    /// The project's folder
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Where the packages go; else DIR/dist/packages
    #[arg(long, short, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Pack these only; others that fit the data are kept
    #[arg(long, value_enum, value_delimiter = ',', value_name = "KINDS")]
    pub to: Vec<Kind>,
    /// Make the folders of these hosts only
    #[arg(long, value_enum, value_delimiter = ',', value_name = "HOSTS")]
    pub host: Vec<Host>,
}

/// How a project is shown in the browser.
#[derive(Args, Debug)]
pub struct ServeArgs {
    /// The project's folder
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Open the desk in the browser
    #[arg(long)]
    pub open: bool,
    /// The port to listen at, on this computer only; 0 takes any that is free [default: 4321 or the next free one]
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// Look for changes again and again, for folders on a network that report none
    #[arg(long)]
    pub poll: bool,
}

/// How meetings are planned.
#[derive(Args, Debug)]
pub struct ScheduleArgs {
    /// The event, as its file in `meetings/` is called
    pub event: String,
    /// The project's folder
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Where the random numbers begin; else `seed` of the event
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Change as little of the last plan as possible
    #[arg(long)]
    pub keep: bool,
    /// Let a published or fixed meeting move: its id, or that of a buyer or member
    #[arg(long, value_name = "ID")]
    pub unfreeze: Vec<String>,
    /// Put a walk-in buyer on the list and plan the rest around it
    #[arg(long, value_name = "BUYER")]
    pub add: Option<String>,
    /// Mark all meetings as handed out: from now on they stay where they are
    #[arg(long)]
    pub publish: bool,
    /// Say why two meet or do not meet; write nothing
    #[arg(long, num_args = 2, value_names = ["MEMBER", "BUYER"])]
    pub explain: Vec<String>,
}

/// Which forms go out.
#[derive(Args, Debug)]
pub struct CollectArgs {
    /// The project's folder
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Only the form of this firm
    #[arg(long, value_name = "ID")]
    pub member: Option<String>,
    /// Forms of an event: of each buyer, and of each firm the buyers that may be shown to it
    #[arg(long, value_name = "ID")]
    pub event: Option<String>,
    /// One form for a translator into this language: all public texts beside their translations
    #[arg(long, value_name = "TAG", conflicts_with = "event")]
    pub translate: Option<String>,
    /// The day by which they should come back; else four weeks before the next fair
    #[arg(long, value_name = "DATE")]
    pub by: Option<Date>,
    /// Where the forms go; else `forms` in the project
    #[arg(long, short, value_name = "FOLDER")]
    pub output: Option<PathBuf>,
}

/// How sheets come in.
#[derive(Args, Debug)]
pub struct ImportArgs {
    /// Sheets (XLSX, ODS, CSV), pictures that go with them; last the project's folder, if it is not this one
    #[arg(required = true, value_name = "SHEET")]
    pub sheets: Vec<PathBuf>,
    /// Write without asking
    #[arg(long)]
    pub yes: bool,
    /// Take what the sheet says also where a value was edited by hand
    #[arg(long)]
    pub overwrite: bool,
    /// The mapping of columns to use: `import/NAME.toml`; else that of the sheet's own name
    #[arg(long, value_name = "NAME")]
    pub map: Option<String>,
    /// The firm that the sheet is of
    #[arg(long, value_name = "ID")]
    pub member: Option<String>,
    /// What its rows are: products, prices, members, buyers or certificates
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
}

/// What can be done with an edition.
#[derive(Subcommand, Debug)]
pub enum EditionCommand {
    /// Record pages, cards and words of a brochure that goes to print
    Close {
        /// The brochure's id
        brochure: String,
        /// Its edition, as in `consortium.toml`
        edition: String,
        /// The project's folder
        #[arg(default_value = ".")]
        dir: PathBuf,
    },
}

/// What can be done with the theme.
#[derive(Subcommand, Debug)]
pub enum ThemeCommand {
    /// List the themes, and the files and blocks of the chosen one
    List {
        /// The project's folder
        #[arg(default_value = ".")]
        dir: PathBuf,
    },
    /// Copy a file, or one block of a template, into `theme/` of the project
    Eject {
        /// The file, as `theme list` names it
        path: String,
        /// The project's folder
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// Only this block; everything else stays the theme's
        #[arg(long, value_name = "NAME")]
        block: Option<String>,
    },
}

/// Parts of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// The website
    Site,
    /// The brochures
    Print,
    /// The dossiers of meetings
    Handouts,
    /// Flat plan, preflight, fairness, to-do lists
    Reports,
}
