//! What only a real process can show: pipes, full disks, arguments that are no text, system calls.

use std::ffi::OsStr;
use std::fs::File;
use std::os::unix::ffi::OsStrExt;
use std::process::{Command, Output, Stdio};

const COMMANDS: &[&[&str]] = &[
    &[],
    &["--help"],
    &["--version"],
    &["info"],
    &["info", "--section", "all"],
    &["info", "klonipin"],
    &["symptoms"],
    &["overdose"],
    &["overdose", "klonopin"],
    &["sources", "--facts"],
    &["info", "--format", "json"],
    &["list"],
    &["search", "sleep"],
    &["which", "coma"],
    &["compare", "clonazepam", "diazepam"],
    &["interactions", "clonazepam", "oxycodone", "nonsense"],
    &["identify"],
    &["export", "--lines"],
    &["config"],
    &["completions", "bash"],
    &["man", "overdose"],
    &["check", "--alone", "data"],
];

fn klon(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_klon"));
    command.args(arguments).env_clear().stdin(Stdio::null());
    command
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    for arguments in COMMANDS {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = klon(arguments).stdout(writer).output().expect("klon runs");
        let expected = klon(arguments).output().expect("klon runs");
        assert_eq!(output.status.code(), expected.status.code(), "{arguments:?}");
        assert_eq!(stderr(&output), stderr(&expected), "{arguments:?}");
    }
}

#[test]
fn a_full_disk_is_reported() {
    for arguments in COMMANDS {
        if klon(arguments).output().expect("klon runs").stdout.is_empty() {
            continue;
        }
        let full = File::options().write(true).open("/dev/full").expect("/dev/full");
        let output = klon(arguments).stdout(full).output().expect("klon runs");
        assert_eq!(output.status.code(), Some(3), "{arguments:?}");
        assert!(stderr(&output).starts_with("error: cannot write the answer: "), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn a_file_that_cannot_be_written_does_not_keep_the_emergency_page_back() {
    let page = klon(&["overdose", "xanax"]).output().expect("klon runs").stdout;
    let output = klon(&["overdose", "xanax", "-o", "/no/such/folder/page"]).output().expect("klon runs");
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(output.stdout, page);
    assert!(stderr(&output).starts_with("error: /no/such/folder/page is not written: "), "{}", stderr(&output));
    let output = klon(&["list", "-o", "/no/such/folder/page"]).output().expect("klon runs");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(3), 0));
}

#[test]
fn arguments_that_are_not_text_are_a_usage_error() {
    let output = klon(&["info"]).arg(OsStr::from_bytes(b"klon\xff\xfe")).output().expect("klon runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("invalid UTF-8"), "{}", stderr(&output));
}

#[test]
fn nobody_can_send_control_characters_to_the_terminal_through_a_name() {
    for arguments in
        [&["info", "\u{1b}[31mred"][..], &["overdose", "a\u{202e}b\u{7}"], &["info", "--section", "\u{1b}]0;x"]]
    {
        let output = klon(arguments).output().expect("klon runs");
        let all = [output.stdout, output.stderr].concat();
        let text = String::from_utf8(all).expect("UTF-8");
        let bad = text.chars().find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
        assert_eq!(bad, None, "{arguments:?}: {text}");
        assert_ne!(output.status.code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn a_very_long_name_is_told_in_short() {
    let long = "k".repeat(100_000);
    let output = klon(&["info", &long]).output().expect("klon runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).len() < 400, "{}", stderr(&output).len());
}

/// Needs `strace`; where it is missing, only a run of continuous integration insists on it.
#[cfg(target_os = "linux")]
#[test]
fn nothing_leaves_the_machine_and_nothing_is_written() {
    if Command::new("strace").arg("-V").output().is_err() {
        assert!(std::env::var_os("CI").is_none(), "strace is missing");
        eprintln!("skipped: strace is missing");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    for arguments in COMMANDS {
        for home in [None, Some(folder.path())] {
            let log = folder.path().join("log");
            let mut command = Command::new("strace");
            command.args(["-f", "-e", "trace=network,openat,open,creat,unlink,rename,mkdir", "-o"]).arg(&log);
            command.arg(env!("CARGO_BIN_EXE_klon")).args(*arguments).env_clear();
            if let Some(home) = home {
                command.env("HOME", home);
            }
            command.output().expect("strace runs");
            let log = std::fs::read_to_string(&log).expect("the log");
            assert!(log.contains("exited with"), "strace saw no run of {arguments:?}");
            for line in log.lines() {
                let writes = ["O_WRONLY", "O_RDWR", "O_CREAT", "creat(", "unlink", "rename", "mkdir"];
                let sends = ["socket(", "connect(", "sendto(", "bind("];
                let bad = writes.iter().chain(&sends).any(|call| line.contains(call));
                assert!(!bad, "{arguments:?}: {line}");
            }
        }
    }
}

#[test]
fn no_library_that_speaks_over_a_network_is_linked() {
    let lock = include_str!("../Cargo.lock");
    let network = [
        "tokio",
        "mio",
        "socket2",
        "hyper",
        "reqwest",
        "ureq",
        "curl",
        "curl-sys",
        "isahc",
        "surf",
        "async-std",
        "rustls",
        "native-tls",
        "openssl",
        "openssl-sys",
        "h2",
        "quinn",
        "attohttpc",
        "minreq",
        "smol",
        "trust-dns",
        "hickory-resolver",
        "tungstenite",
        "zmq",
    ];
    for package in lock.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"')) {
        assert!(!network.contains(&package), "{package} can speak over a network");
    }
    let mut todo = vec![std::path::PathBuf::from("src")];
    while let Some(path) = todo.pop() {
        if path.is_dir() {
            todo.extend(std::fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()));
        } else {
            let text = std::fs::read_to_string(&path).expect("a file");
            assert!(!text.contains("std::net"), "{} uses std::net", path.display());
        }
    }
}
