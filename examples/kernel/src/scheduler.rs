//! The scheduler. It runs two programs concurrently, in alternating slices, and starts the next one when one has ended.
#![forbid(unsafe_code)]

use alloc::vec::Vec;
use core::mem;

use tar_no_std::TarArchiveRef;

use crate::{
    allocator, clock, host, say,
    task::{Spec, Task, Turn},
};

/// The maximum number of concurrent programs.
const SIDE_BY_SIDE: usize = 2;

/// The free RAM that is required to start a program, in bytes, because allocation failures in the parser cannot be
/// handled.
const TO_START: usize = host::RESERVE + (4 << 20);

/// Runs all programs to their ends, and returns whether all have exited with code 0.
pub(crate) fn run(archive: &TarArchiveRef<'_>, specs: &[Spec<'_>]) -> bool {
    let mut waiting = specs.iter();
    let mut tasks: Vec<Task> = Vec::new();
    let mut all_succeeded = true;
    loop {
        while tasks.len() < SIDE_BY_SIDE && (tasks.is_empty() || allocator::free() >= TO_START) {
            let Some(&spec) = waiting.next() else { break };
            match start(archive, spec) {
                Some(task) => tasks.push(task),
                None => all_succeeded = false,
            }
        }
        if tasks.is_empty() {
            return all_succeeded;
        }
        let now = clock::now();
        let mut is_idle = true;
        let mut index = 0;
        while let Some(task) = tasks.get_mut(index) {
            let turn = task.turn(now);
            is_idle &= matches!(turn, Ok(Turn::Waiting(until)) if until.is_none_or(|until| until > clock::now()));
            if let Ok(Turn::Ready | Turn::Waiting(_)) = turn {
                index += 1;
            } else {
                all_succeeded &= matches!(turn, Ok(Turn::Exited(0)));
                end(tasks.remove(index), turn);
            }
        }
        if is_idle {
            clock::halt();
        }
    }
}

/// Starts a program from the archive. Prints a message if that fails.
fn start(archive: &TarArchiveRef<'_>, spec: Spec<'_>) -> Option<Task> {
    let Some(file) = archive.entries().find(|file| file.filename().as_str() == Ok(spec.name)) else {
        say!("{} is refused: the archive has no such file", spec.name);
        return None;
    };
    if allocator::free() < TO_START {
        say!("{} is refused: {} bytes of RAM are free, which is not enough", spec.name, allocator::free());
        return None;
    }
    let before = allocator::used();
    match Task::new(spec, file.data()) {
        Ok(task) => {
            say!("{} starts; heap {before} bytes before, {} now", spec.name, allocator::used());
            Some(task)
        }
        Err(error) => {
            say!("{} is refused: {error}", spec.name);
            None
        }
    }
}

/// Prints how a program has ended, and frees its memory.
fn end(mut task: Task, turn: Result<Turn, gojs::Error>) {
    task.finish();
    match turn {
        Ok(Turn::Exited(code)) => say!("{} has exited with code {code}", task.name),
        Ok(_) => {}
        Err(error) => say!("{} has been ended: {error}", task.name),
    }
    let name = mem::take(&mut task.name);
    let before = allocator::used();
    drop(task);
    say!("{name} is gone; heap {before} bytes before, {} now", allocator::used());
}
