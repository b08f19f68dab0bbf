//! The `klon` program: parse, run, print, exit. Only this file prints, and only this file ends the process.

use klon::app::{self, Exit, NewFile, Surroundings};
use klon::kb::progress::PROGRESS;
use klon::model::Date;
use klon::model::text::printable;
use klon::pager;
use klon::view::words;
use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::mem;
use std::process::{self, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

fn main() {
    PROGRESS.watch(show_progress);
    let mut outcome = app::run(std::env::args_os(), &surroundings());
    end_progress();
    if let Some(file) = outcome.file.take()
        && let Err(error) = create(&file)
    {
        // What somebody must do now is not lost with a file.
        outcome.stdout = if outcome.urgent { file.text } else { String::new() };
        outcome.stderr.push_str(&words::not_written(&printable(&file.path.to_string_lossy()), &error));
        outcome.exit = Exit::File;
    }
    // The last lines are those that are seen.
    if outcome.urgent {
        let _ = print(&mut io::stderr().lock(), &mem::take(&mut outcome.stderr));
    }
    if let Some(pager) = outcome.pager.take()
        && is_long(&outcome.stdout)
        && show_with(&pager, &outcome.stdout)
    {
        outcome.stdout.clear();
    }
    // A reader who closed the other end has seen enough; one who cannot be written to must be told.
    let written = match print(&mut io::stdout().lock(), &outcome.stdout) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let _ = io::stderr().write_all(words::answer_not_written(&error).as_bytes());
            Exit::File
        }
        _ => outcome.exit,
    };
    let _ = print(&mut io::stderr().lock(), &outcome.stderr);
    // What the answer was made of goes with the process: nothing is taken apart before.
    process::exit(written as i32)
}

/// Writes a file: one that is not there yet, or one in the place of another, whole or not at all.
fn create(file: &NewFile) -> io::Result<()> {
    if !file.replace {
        return fs::File::create_new(&file.path)?.write_all(file.text.as_bytes());
    }
    // A device or a pipe cannot be exchanged for a file.
    if fs::metadata(&file.path).is_ok_and(|meta| !meta.is_file()) {
        return fs::OpenOptions::new().write(true).open(&file.path)?.write_all(file.text.as_bytes());
    }
    // A link stays one: what it leads to is exchanged. What may be read by whom stays too.
    let path = fs::canonicalize(&file.path).unwrap_or_else(|_| file.path.clone());
    let rights = fs::metadata(&path).map(|meta| meta.permissions()).ok();
    let mut beside = path.clone().into_os_string();
    beside.push(format!(".{}.part", process::id()));
    let written = fs::File::create_new(&beside)
        .and_then(|mut part| part.write_all(file.text.as_bytes()).and_then(|()| part.sync_all()))
        .and_then(|()| rights.map_or(Ok(()), |rights| fs::set_permissions(&beside, rights)))
        .and_then(|()| fs::rename(&beside, &path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

/// What stands on the last line of the terminal.
#[derive(PartialEq)]
enum Shown {
    Nothing,
    Bar,
    Answer,
}

/// No bar is drawn over an answer.
static SHOWN: Mutex<Shown> = Mutex::new(Shown::Nothing);
/// What takes less time needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);
const BAR_CELLS: usize = 30;

/// Shows at a terminal how far a long reading is, from the second second on.
fn show_progress() {
    if !io::stderr().is_terminal() {
        return;
    }
    thread::spawn(|| {
        thread::sleep(PATIENCE);
        loop {
            {
                let mut shown = SHOWN.lock().unwrap_or_else(PoisonError::into_inner);
                if *shown == Shown::Answer {
                    return;
                }
                *shown = Shown::Bar;
                let percent = PROGRESS.percent();
                let done = "#".repeat(percent * BAR_CELLS / 100);
                let _ = write!(io::stderr(), "\r[{done:<BAR_CELLS$}] {percent:>3} %");
            }
            thread::sleep(PATIENCE / 5);
        }
    });
}

/// Takes the bar away, if there is one, for the answer.
fn end_progress() {
    let mut shown = SHOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if mem::replace(&mut *shown, Shown::Answer) == Shown::Bar {
        let _ = write!(io::stderr(), "\r{:width$}\r", "", width = BAR_CELLS + 8);
    }
}

/// Whether a text is longer than the terminal.
fn is_long(text: &str) -> bool {
    io::stdout().is_terminal()
        && terminal_size::terminal_size().is_some_and(|(_, height)| text.lines().count() >= usize::from(height.0))
}

/// Shows a text page by page; false where the pager cannot be started or fails, so that the text is printed instead.
fn show_with(pager: &str, text: &str) -> bool {
    let Some(words) = pager::words(pager) else { return false };
    let Some((program, words)) = words.split_first() else { return false };
    let mut command = Command::new(program);
    // What was looked up is nobody's business: less would keep what was searched for in it.
    command.args(words).env("LESSHISTFILE", "-").stdin(Stdio::piped());
    if std::env::var_os("LESS").is_none() {
        command.env("LESS", "FRX");
    }
    let Ok(mut child) = command.spawn() else { return false };
    if let Some(mut input) = child.stdin.take() {
        // A reader who quits before the end has seen enough.
        let _ = input.write_all(text.as_bytes());
    }
    child.wait().is_ok_and(|status| status.success())
}

fn print(to: &mut impl Write, text: &str) -> io::Result<()> {
    to.write_all(text.as_bytes())?;
    to.flush()
}

fn surroundings() -> Surroundings {
    let terminal = io::stdout().is_terminal();
    let (mut variables, mut paths) = (Vec::new(), Vec::new());
    for name in Surroundings::READ {
        match std::env::var_os(name).map(OsString::into_string) {
            Some(Ok(value)) => variables.push(((*name).to_owned(), value)),
            Some(Err(value)) => paths.push(((*name).to_owned(), value.into())),
            None => {}
        }
    }
    let size = if terminal { terminal_size::terminal_size() } else { None };
    Surroundings {
        terminal,
        columns: size.map(|(width, _)| usize::from(width.0)),
        rows: size.map(|(_, height)| usize::from(height.0)),
        today: today(),
        variables,
        paths,
    }
}

/// Today in UTC, from days since 1970 (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn today() -> Option<Date> {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs() / 86_400 + 719_468;
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    Date::new(year as u16, month as u8, day as u8).ok()
}
