//! How far a long reading is, for whoever waits for it.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Fewer steps are over before anybody wonders.
const MANY: usize = 500;

/// Steps that are to be done, and those that are. A step is one file that is read, or one that is checked.
#[derive(Debug, Default)]
pub struct Progress {
    all: AtomicUsize,
    done: AtomicUsize,
    watcher: OnceLock<fn()>,
}

/// The reading and checking of this process.
pub static PROGRESS: Progress =
    Progress { all: AtomicUsize::new(0), done: AtomicUsize::new(0), watcher: OnceLock::new() };

impl Progress {
    /// Calls this once it is clear that there are many steps.
    pub fn watch(&self, watcher: fn()) {
        // The first watcher stays.
        let _ = self.watcher.set(watcher);
    }

    /// So many steps more are to be done.
    pub fn expect(&self, steps: usize) {
        let before = self.all.fetch_add(steps, Ordering::Relaxed);
        if before < MANY
            && before + steps >= MANY
            && let Some(watcher) = self.watcher.get()
        {
            watcher();
        }
    }

    /// One step is done.
    pub fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// Which part of all steps is done, in percent.
    pub fn percent(&self) -> usize {
        let all = self.all.load(Ordering::Relaxed).max(1);
        (self.done.load(Ordering::Relaxed) * 100 / all).min(100)
    }
}
