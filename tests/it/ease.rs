//! What makes the command easy to come to: completions, the manual page, and a project that begins with the
//! right name, asked for only where somebody can answer.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use clap::CommandFactory;
use fairfolio::cli::Cli;

use crate::project::scratch;

fn fairfolio(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fairfolio"));
    command.args(arguments).stdin(Stdio::null()).output().expect("the command runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The commands as the table has them.
fn commands() -> Vec<String> {
    Cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

#[test]
fn completions_know_every_command_and_shells_can_read_them() {
    let folder = scratch("completions");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = fairfolio(&["completions", shell]);
        assert!(output.status.success(), "{shell}");
        let script = text(&output.stdout);
        for command in commands() {
            assert!(script.contains(&command), "{shell} does not know `{command}`");
        }
        assert!(script.contains("unfreeze"), "{shell} does not know an option");
        let path = folder.join(shell);
        fs::write(&path, script).expect("written");
        // Shells that are there read it without running it.
        if let Ok(read) = Command::new(shell).arg("-n").arg(&path).output() {
            assert!(read.status.success(), "{shell}: {}", text(&read.stderr));
        }
    }
    let unknown = fairfolio(&["completions", "cmd"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("bash"), "the shells that there are");
}

#[test]
fn the_manual_has_a_page_for_each_command_that_groff_reads_without_a_word() {
    let folder = scratch("man");
    let out = folder.join("man1");
    assert!(fairfolio(&["man", "--out", out.to_str().expect("a path")]).status.success());
    let whole = fairfolio(&["man"]);
    let page = text(&whole.stdout);
    for command in commands() {
        assert!(page.contains(&command), "the first page names `{command}`");
        assert!(out.join(format!("fairfolio-{command}.1")).is_file(), "{command} has a page");
    }
    let build = fs::read_to_string(out.join("fairfolio-build.1")).expect("a page");
    assert!(
        build.contains("\\-\\-draft") && build.contains("\\-\\-today"),
        "its own options and those of all"
    );
    // Where groff is there, it has nothing to complain of.
    for entry in fs::read_dir(&out).expect("pages") {
        let path = entry.expect("an entry").path();
        let read = Command::new("groff").args(["-man", "-ww", "-Tutf8", "-z"]).arg(&path).output();
        if let Ok(read) = read {
            assert_eq!(text(&read.stderr), "", "{}", path.display());
        }
    }
}

fn consortium(folder: &Path) -> toml::Table {
    fs::read_to_string(folder.join("consortium.toml")).expect("a consortium").parse().expect("TOML")
}

fn is_clean(folder: &Path) {
    let checked = fairfolio(&["check", folder.to_str().expect("a path"), "--format", "short"]);
    assert_eq!((checked.status.code(), text(&checked.stderr).as_str()), (Some(0), ""));
}

#[test]
fn flags_fill_a_new_project_in_that_checks_clean() {
    let folder = scratch("new-flags").join("ours");
    let dir = folder.to_str().expect("a path");
    let name = "Casa \"Têxtil\" do Norte";
    let made = fairfolio(&["new", dir, "--name", name, "--country", "Portugal", "--lang", "fr"]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let own = consortium(&folder);
    assert_eq!(own["consortium"]["name"].as_str(), Some(name));
    assert_eq!(own["consortium"]["country"].as_str(), Some("PT"));
    assert_eq!(own["office"][0]["country"].as_str(), Some("PT"));
    assert_eq!(own["language"][0]["tag"].as_str(), Some("fr"));
    assert_eq!(own["consortium"]["base_url"].as_str(), Some("https://casa-t-xtil-do-norte.example/"));
    is_clean(&folder);
}

#[test]
fn what_cannot_be_a_country_or_a_language_is_said_and_nothing_is_made() {
    let folder = scratch("new-wrong").join("ours");
    let dir = folder.to_str().expect("a path");
    for (flags, words) in [
        (["--country", "Narnia"], "there is no country `Narnia`"),
        (["--lang", "english!"], "`english!` is no language tag"),
        (["--name", " "], "at least one letter"),
    ] {
        let refused = fairfolio(&[&["new", dir], &flags[..]].concat());
        assert_eq!(refused.status.code(), Some(2));
        assert!(text(&refused.stderr).contains(words), "{}", text(&refused.stderr));
    }
    assert!(!folder.exists());
}

/// Runs the command at a terminal of its own and types what is given; gives what the terminal showed.
fn at_a_terminal(arguments: &[&str], typed: &str) -> String {
    let script = "import os, pty, sys\n\
        typed = sys.argv[1].encode()\n\
        pid, fd = pty.fork()\n\
        if pid == 0:\n    os.execv(sys.argv[2], sys.argv[2:])\n\
        os.write(fd, typed)\n\
        shown = b''\n\
        while True:\n\
        \x20   try:\n        part = os.read(fd, 4096)\n    except OSError:\n        break\n    if not part:\n        break\n    shown += part\n\
        sys.stdout.buffer.write(shown)\n\
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))\n";
    let output = Command::new("python3")
        .args(["-c", script, typed, env!("CARGO_BIN_EXE_fairfolio")])
        .args(arguments)
        .output()
        .expect("python3 is installed by scripts/test");
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

#[cfg(unix)]
#[test]
fn at_a_terminal_three_things_are_asked_until_the_answer_can_be_used() {
    let folder = scratch("new-asked").join("ours");
    let dir = folder.to_str().expect("a path");
    let shown = at_a_terminal(&["new", dir], "Nordic Looms\nNarnia\nSweden\n\n");
    for words in [
        "Name of the consortium [Our Export House]",
        "there is no country `Narnia`",
        "Language of your texts [en]",
    ] {
        assert!(shown.contains(words), "{words} is not in {shown}");
    }
    let own = consortium(&folder);
    assert_eq!(own["consortium"]["name"].as_str(), Some("Nordic Looms"));
    assert_eq!(own["consortium"]["country"].as_str(), Some("SE"));
    assert_eq!(own["language"][0]["tag"].as_str(), Some("en"), "Enter takes what is offered");
    is_clean(&folder);

    let given = scratch("new-given").join("ours");
    let dir = given.to_str().expect("a path");
    let all = ["new", dir, "--name", "A House", "--country", "IN", "--lang", "en"];
    assert!(!at_a_terminal(&all, "").contains('['), "what is given is not asked");
    let example = scratch("new-example-asked").join("ours");
    let shown = at_a_terminal(&["new", example.to_str().expect("a path"), "--example"], "");
    assert!(!shown.contains('['), "a copy of the sample has nothing to ask: {shown}");
}

#[test]
fn without_a_terminal_nothing_is_asked() {
    let folder = scratch("new-alone").join("ours");
    let made = fairfolio(&["new", folder.to_str().expect("a path")]);
    assert!(made.status.success());
    assert!(!text(&made.stdout).contains("Name of"), "{}", text(&made.stdout));
    assert_eq!(consortium(&folder)["consortium"]["name"].as_str(), Some("Our Export House"));
}

/// The sample without its photographs, which take long to encode and are of no matter here.
fn sample_on_disk(name: &str) -> std::path::PathBuf {
    let folder = scratch(name).join("consortium");
    crate::project::write_out(&crate::project::light_sample("ease"), &folder);
    folder
}

/// The steps that `--timings` names: a figure in milliseconds and words.
fn steps(told: &str) -> Vec<String> {
    let step = |line: &str| {
        let (time, words) = line.trim_start().split_once(" ms  ")?;
        time.parse::<f64>().ok().map(|_| words.to_owned())
    };
    told.lines().filter_map(step).collect()
}

#[test]
fn timings_name_each_stage_on_the_error_stream_and_leave_results_alone() {
    let folder = sample_on_disk("timings");
    let dir = folder.to_str().expect("a path");
    let (reading, layout) = ("reading and checking the data", "laying out documents");
    let commands: [(&[&str], &[&str]); 5] = [
        (&["check", dir], &[reading, layout]),
        (&["audit", dir], &[reading, layout, "comparing firms"]),
        (&["schedule", "home-textiles-2027", dir], &[reading, "planning meetings"]),
        (
            &["build", dir, "--only", "reports"],
            &["looking for changes", reading, layout, "writing pages, documents and pictures"],
        ),
        // A build that would change nothing has nothing more to do.
        (&["build", dir, "--only", "reports"], &["looking for changes"]),
    ];
    for (arguments, wanted) in commands {
        let timed = fairfolio(&[arguments, &["--format", "json", "--timings"]].concat());
        let plain = fairfolio(&[arguments, &["--format", "json"]].concat());
        assert_eq!((plain.status.code(), timed.status.code()), (Some(0), Some(0)), "{arguments:?}");
        let told = text(&timed.stderr);
        let named = steps(&told);
        assert_eq!(named, wanted, "{arguments:?}: {told}");
        assert_eq!(told.lines().count(), named.len(), "only times on the error stream: {told}");
        assert!(steps(&text(&timed.stdout)).is_empty());
        if arguments[0] == "audit" {
            assert_eq!(plain.stdout, timed.stdout, "the result is the same");
        }
        assert_eq!(text(&plain.stderr), "", "without the flag nothing is timed");
    }
    fs::write(folder.join("members/angavara-robes/member.md"), "+++\nname =\n+++\n").expect("broken");
    let broken = fairfolio(&["build", dir, "--timings", "--format", "json"]);
    assert_eq!(broken.status.code(), Some(1));
    assert_eq!(
        steps(&text(&broken.stderr)),
        ["looking for changes", reading, layout],
        "an early end is timed too"
    );
}

/// Runs the command with its error stream at a terminal, as `script` of util-linux makes one; gives all that was shown.
#[cfg(target_os = "linux")]
fn shown(arguments: &str, variables: &[(&str, &str)]) -> Option<String> {
    let line = format!("{} {arguments}", env!("CARGO_BIN_EXE_fairfolio"));
    let mut command = Command::new("script");
    command
        .args(["-qec", &line, "/dev/null"])
        .stdin(Stdio::null())
        .env_remove("NO_COLOR")
        .env("TERM", "xterm");
    let output = command.envs(variables.iter().copied()).output().ok()?;
    Some(text(&output.stdout))
}

#[cfg(target_os = "linux")]
#[test]
fn progress_is_shown_where_somebody_looks_and_nowhere_else() {
    let folder = sample_on_disk("progress");
    let dir = folder.to_str().expect("a path");
    let Some(seen) = shown(&format!("check {dir}"), &[]) else { return };
    assert!(seen.contains("laying out documents"), "{seen}");
    assert!(seen.contains("\u{1b}["), "the line is drawn and cleared: {seen}");
    assert!(shown(&format!("audit {dir}"), &[]).expect("a terminal").contains("laying out documents"));
    let plan = format!("schedule home-textiles-2027 {dir} --explain angavara-robes grachten-linnen");
    let planned = shown(&plan, &[]).expect("a terminal");
    assert!(planned.contains("planning meetings") || planned.contains("reading and checking"), "{planned}");
    let silent: [(&str, &[(&str, &str)]); 4] =
        [("", &[("NO_COLOR", "1")]), ("--quiet", &[]), ("--format short", &[]), ("--format json", &[])];
    for (flag, variables) in silent {
        let seen = shown(&format!("check {dir} {flag}"), variables).expect("a terminal");
        assert!(!seen.contains("laying out") && !seen.contains('\u{1b}'), "{flag} {variables:?}: {seen}");
    }
    let piped = fairfolio(&["check", dir]);
    assert_eq!(text(&piped.stderr), "", "no terminal, no progress");
}
