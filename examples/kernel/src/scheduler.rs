//! Who runs: two programs side by side, a slice each in turn, and the others when one of them has ended.
#![forbid(unsafe_code)]

use alloc::vec::Vec;
use core::mem;

use tar_no_std::TarArchiveRef;

use crate::{
    allocator, clock, host, say,
    task::{Spec, Task, Turn},
};

/// How many programs there are at a time.
const SIDE_BY_SIDE: usize = 2;

/// RAM that must be free before a module is looked at: it is parsed into memory that can't be refused.
const TO_START: usize = host::RESERVE + (4 << 20);

/// Runs the programs to their ends, whatever those are, and says whether all have exited with code 0.
pub fn run(archive: &TarArchiveRef<'_>, specs: &[Spec<'_>]) -> bool {
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

/// Starts a program of the archive, or says why not.
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

/// Says how a program has ended, and gives its memory back.
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
