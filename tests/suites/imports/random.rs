//! Random sessions: thousands of operations on values that earlier operations created.
//!
//! A session must not run into the known differences between the two sides by chance, so each value has a kind, which
//! determines the permitted operations. At the end of a session all held values are shown, so a difference in a value
//! is found even if no operation revealed it.

mod world;

use std::cell::RefCell;
use std::rc::Rc;

use gojs::Trap;

use self::world::{Held, INDICES, Kind, NAMES, World};
use super::frames::{BYTES, FALSE, GLOBAL, GO, NAN, NULL, Ref, STACK, STRING, Slice, TRUE, ZERO, flag, id, number};
use super::scripts::Recorder;
use super::session::Session;

/// The number of sessions of a script, and of operations in each, without the operations of called Go functions.
const SESSIONS: usize = 10;
const STEPS: usize = 250;
/// The approximate number of values that are held at a time.
const HELD: usize = 50;

const CLASSES: &[&str] =
    &["Object", "Array", "Uint8Array", "Uint8ClampedArray", "ArrayBuffer", "Error", "TypeError", "RangeError", "Date"];

/// Plays the part of Go.
#[derive(Clone)]
struct Player(Rc<RefCell<World>>);

impl Player {
    /// Makes random choices. `f` must not call Go.
    fn choose<R>(&self, f: impl FnOnce(&mut World) -> R) -> R {
        f(&mut self.0.borrow_mut())
    }

    fn adopt(&self, value: Ref, kind: Kind) {
        self.0.borrow_mut().adopt(value, kind);
    }

    /// Adopts the result of a call, or the thrown value.
    fn settle(&self, result: Result<Ref, Ref>, kind: Kind) {
        match result {
            Ok(value) => self.adopt(value, kind),
            // The message of an error depends on the engine.
            Err(error) => self.adopt(error, Kind::Opaque),
        }
    }

    fn step(&self, go: &mut Session) -> Result<(), Trap> {
        let (choice, crowded) = self.choose(|world| (world.rng.below(100), world.held.len() > HELD));
        match choice {
            _ if crowded => self.finalize(go),
            0..12 => {
                let text = self.choose(World::text);
                let string = go.string(text)?;
                self.adopt(string, Kind::Text);
                Ok(())
            }
            12..24 => self.get(go),
            24..40 => self.set(go),
            40..44 => self.delete(go),
            44..52 => self.elements(go),
            52..62 => self.construct(go),
            62..70 => self.call_method(go),
            70..76 => self.call_function(go),
            76..80 => self.length(go),
            80..84 => {
                let value = self.choose(World::convertible);
                go.show(value)
            }
            84..88 => self.instance_of(go),
            88..94 => self.bytes(go),
            94..96 => self.runtime(go),
            _ => self.finalize(go),
        }
    }

    fn finalize(&self, go: &mut Session) -> Result<(), Trap> {
        let value = self.choose(|world| {
            if world.rng.once_in(20) {
                // These ids are certainly not held.
                let id = *world.rng.pick(&[0, 1, 2, 5, 6, 0x1000, 0xffff_ffff]);
                NAN | u64::from(world.rng.below(8)) << 32 | id
            } else {
                let held = world.one_of(|_| true);
                let value = world.disguise(held);
                world.release(value);
                value
            }
        });
        go.finalize(value)
    }

    /// Returns an object whose properties are read and, if their names have no meaning, written.
    fn target(&self) -> (Ref, Kind) {
        self.choose(|world| match world.one_of(|kind| kind != Kind::Text) {
            Some(held) if !world.rng.once_in(12) => (world.disguise(Some(held)), held.kind),
            _ => (*world.rng.pick(&[GLOBAL, GO]), Kind::Opaque),
        })
    }

    fn get(&self, go: &mut Session) -> Result<(), Trap> {
        let (target, kind) = self.target();
        let name = self.choose(|world| match world.rng.below(4) {
            0 => *world.rng.pick(INDICES),
            1 if matches!(kind, Kind::Error) => *world.rng.pick(&[&b"name"[..], b"message"]),
            1 if kind != Kind::Opaque => *world.rng.pick(&[&b"toString"[..], b"hasOwnProperty", b"valueOf"]),
            _ => *world.rng.pick(NAMES),
        });
        let value = go.get(target, name)?;
        self.adopt(value, Kind::Opaque);
        Ok(())
    }

    fn set(&self, go: &mut Session) -> Result<(), Trap> {
        let (target, kind) = self.target();
        let (name, value) = self.choose(|world| match (kind, world.rng.below(6)) {
            (Kind::Array, 0) => (
                &b"length"[..],
                if world.rng.once_in(20) { world.primitive() } else { number(world.rng.below(9).into()) },
            ),
            (Kind::Array, 1..3) => (*world.rng.pick(INDICES), world.convertible()),
            // The value is converted to a byte.
            (Kind::Bytes, 0..4) => (*world.rng.pick(INDICES), world.convertible()),
            (Kind::Error, 0..2) => (*world.rng.pick(&[&b"name"[..], b"message"]), world.primitive()),
            (Kind::Function, 0) => {
                let parent = world.one_of(|kind| kind == Kind::Object).map_or(NULL, |held| held.value);
                (&b"prototype"[..], parent)
            }
            (Kind::Object, 0) => (&b"length"[..], world.convertible()),
            (Kind::Object | Kind::Function | Kind::Date | Kind::Error, 5) => (*world.rng.pick(INDICES), world.any()),
            _ => (*world.rng.pick(NAMES), world.any()),
        });
        // An invalid length ends the program. The scripts test that.
        if kind == Kind::Array && name == b"length" && !may_be_length(value) {
            return Ok(());
        }
        go.set(target, name, value)
    }

    fn delete(&self, go: &mut Session) -> Result<(), Trap> {
        let (target, _) = self.target();
        let name =
            self.choose(|world| if world.rng.once_in(3) { *world.rng.pick(INDICES) } else { *world.rng.pick(NAMES) });
        go.delete(target, name)
    }

    fn elements(&self, go: &mut Session) -> Result<(), Trap> {
        let (target, kind) = self.target();
        // In a realm of Node's `vm`, the global object accepts some negative numbers as other indices.
        let index = if target == GLOBAL { 1 } else { self.choose(World::index) };
        if self.choose(|world| world.rng.once_in(2)) {
            let value = go.index(target, index)?;
            self.adopt(value, Kind::Opaque);
            return Ok(());
        }
        let value = self.choose(|world| match kind {
            Kind::Opaque => world.primitive(),
            Kind::Array | Kind::Bytes => world.convertible(),
            _ => world.any(),
        });
        // An array that is too long to iterate over is left to the scripts.
        let index =
            if matches!(kind, Kind::Array | Kind::Opaque) && (12..0xffff_ffff).contains(&index) { 3 } else { index };
        go.set_index(target, index, value)
    }

    fn construct(&self, go: &mut Session) -> Result<(), Trap> {
        let name = self.choose(|world| *world.rng.pick(CLASSES));
        let (arguments, kind) = self.choose(|world| match name {
            "Object" => (vec![], Kind::Object),
            "Array" if world.rng.once_in(3) => (vec![number(world.rng.below(8).into())], Kind::Array),
            "Array" => ((0..world.rng.below(5)).map(|_| world.convertible()).collect(), Kind::Array),
            "Uint8Array" | "Uint8ClampedArray" => {
                let small = number(f64::from(world.rng.below(200)) / 2.0);
                let source = world.one_of(|kind| matches!(kind, Kind::Array | Kind::Bytes | Kind::Buffer));
                let first = if world.rng.once_in(2) { small } else { source.map_or(small, |held| held.value) };
                let rest = (0..world.rng.below(3)).map(|_| number(f64::from(world.rng.below(40)) / 2.0 - 1.0));
                ([first].into_iter().chain(rest).collect(), Kind::Bytes)
            }
            "ArrayBuffer" => (vec![number(f64::from(world.rng.below(100)) - 2.0)], Kind::Buffer),
            "Date" => (vec![number(world.number())], Kind::Date),
            _ => ((0..world.rng.below(3)).map(|_| world.convertible()).collect(), Kind::Error),
        });
        // A single argument that is a number is the array's length.
        if let ("Array", [length]) = (name, &arguments[..]) {
            if id(*length).is_none() && f64::from_bits(*length) > 10.0 {
                return Ok(());
            }
        }
        let class = go.global(name)?;
        let result = go.construct(class, &arguments)?;
        self.settle(result, kind);
        go.finalize(class)
    }

    fn call_method(&self, go: &mut Session) -> Result<(), Trap> {
        let (target, kind) = self.target();
        let (name, arguments, result) = self.choose(|world| match (kind, world.rng.below(4)) {
            (Kind::Array, 0) => (&b"join"[..], vec![world.convertible()], Kind::Text),
            (Kind::Array, 1) => {
                (&b"push"[..], (0..world.rng.below(3)).map(|_| world.convertible()).collect(), Kind::Opaque)
            }
            (Kind::Bytes, 0..2) => {
                let bounds = (0..world.rng.below(3)).map(|_| number(f64::from(world.rng.below(30)) / 2.0 - 6.0));
                (&b"subarray"[..], bounds.collect(), Kind::Bytes)
            }
            (Kind::Date, 0) => (&b"getTime"[..], vec![], Kind::Opaque),
            (Kind::Opaque, _) => (*world.rng.pick(NAMES), vec![world.any()], Kind::Opaque),
            (_, 0) => (&b"toString"[..], vec![], Kind::Text),
            (_, 1) => (&b"hasOwnProperty"[..], vec![world.convertible()], Kind::Opaque),
            _ => (*world.rng.pick(NAMES), vec![world.any(), world.any()], Kind::Opaque),
        });
        let outcome = go.call_method(target, name, &arguments)?;
        self.settle(outcome, result);
        Ok(())
    }

    fn call_function(&self, go: &mut Session) -> Result<(), Trap> {
        let (function, arguments) = self.choose(|world| {
            let function = world.one_of(|kind| kind == Kind::Function).filter(|_| !world.rng.once_in(8));
            (function.map(|held| held.value), (0..world.rng.below(4)).map(|_| world.any()).collect::<Vec<_>>())
        });
        match function {
            // Creates a function, or calls a value that is not a function.
            None if self.choose(|world| world.rng.once_in(2)) => {
                let id = self.choose(|world| world.rng.below(9));
                let function = go.function(id)?;
                self.adopt(function, Kind::Function);
                Ok(())
            }
            None => {
                let other = self.choose(|world| world.one_of(|kind| kind.is_convertible() && kind != Kind::Function));
                let result = go.invoke(other.map_or(TRUE, |held| held.value), &arguments)?;
                self.settle(result, Kind::Opaque);
                Ok(())
            }
            Some(_) if go.depth > 3 => Ok(()),
            Some(function) if self.choose(|world| world.rng.once_in(3)) => {
                let result = go.construct(function, &arguments)?;
                // Go may return any other object instead.
                self.settle(result, Kind::Opaque);
                Ok(())
            }
            Some(function) => {
                let result = go.invoke(function, &arguments)?;
                self.settle(result, Kind::Opaque);
                Ok(())
            }
        }
    }

    /// Plays a resumed Go: adopts the values of the event, performs some steps, and answers.
    fn resumed(&self, go: &mut Session) -> Result<(), Trap> {
        let event = go.take_event()?;
        for &value in event.arguments.iter().chain([&event.this]) {
            self.adopt(value, Kind::Opaque);
        }
        for _ in 0..self.choose(|world| world.rng.below(6)) {
            self.step(go)?;
        }
        let (result, room) = self.choose(|world| (world.any(), world.rng.below(8)));
        go.answer(&event, result)?;
        go.move_stack(STACK + 0x80 * room);
        Ok(())
    }

    fn length(&self, go: &mut Session) -> Result<(), Trap> {
        let target = self.choose(|world| {
            let known = |kind| matches!(kind, Kind::Array | Kind::Bytes | Kind::Text | Kind::Object | Kind::Error);
            world.one_of(known).map_or(TRUE, |held| held.value)
        });
        go.length(target).map(drop)
    }

    fn instance_of(&self, go: &mut Session) -> Result<(), Trap> {
        let name = self.choose(|world| *world.rng.pick(CLASSES));
        let class = go.global(name)?;
        let value = self.choose(World::any);
        go.instance_of(value, class)?;
        go.finalize(class)
    }

    fn bytes(&self, go: &mut Session) -> Result<(), Trap> {
        let (value, slice, choice) = self.choose(|world| {
            let bytes = world.one_of(|kind| kind == Kind::Bytes).filter(|_| !world.rng.once_in(8));
            let value = bytes.map_or_else(|| world.any(), |held| held.value);
            let slice = Slice::new(BYTES + world.rng.below(64), world.rng.below(128));
            (value, slice, world.rng.below(3))
        });
        match choice {
            0 => go.copy_to_go(slice, value),
            1 => {
                let mut bytes = vec![0; slice.len as usize];
                self.choose(|world| world.rng.fill(&mut bytes));
                go.write(slice.addr as u32, &bytes);
                go.copy_to_js(value, slice)
            }
            _ => {
                let source = self.choose(|world| world.one_of(|kind| matches!(kind, Kind::Bytes | Kind::Array)));
                let room = Slice::new(BYTES, 0x800);
                source.map_or(Ok(()), |held| go.load(held.value, room))
            }
        }
    }

    fn runtime(&self, go: &mut Session) -> Result<(), Trap> {
        match self.choose(|world| world.rng.below(5)) {
            0 => {
                go.frame_at(go.sp, &[]);
                go.mask(go.sp + 8, 8);
                go.call("runtime.nanotime1")
            }
            1 => {
                let delay = self.choose(|world| world.rng.word());
                go.import("runtime.scheduleTimeoutEvent", &[delay.into()])
            }
            2 => {
                let id = self.choose(|world| world.rng.below(9));
                go.import("runtime.clearTimeoutEvent", &[u64::from(id).into()])
            }
            3 => {
                let text = self.choose(World::text);
                let (text, fd) = (go.text(text), self.choose(|world| 1 + world.rng.below(2)));
                go.import("runtime.wasmWrite", &[u64::from(fd).into(), text.addr.into(), text.len.into()])
            }
            _ => {
                go.mask(BYTES, 64);
                go.import("runtime.getRandomData", &[Slice::new(BYTES, 64).into()])
            }
        }
    }

    /// Shows every value that is held.
    fn look(&self, go: &mut Session) -> Result<(), Trap> {
        let all: Vec<Held> = self.choose(|world| world.held.values().copied().collect());
        for held in all {
            let Held { value, kind, .. } = held;
            if kind.is_convertible() || kind == Kind::Array {
                go.show(value)?;
                go.length(value)?;
            }
            if kind == Kind::Text {
                continue;
            }
            if kind == Kind::Bytes {
                go.copy_to_go(Slice::new(BYTES, 0x200), value)?;
            }
            let shape = match kind {
                Kind::Error => &[&b"name"[..], b"message"][..],
                Kind::Array => &[&b"length"[..]],
                _ => &[],
            };
            for name in NAMES.iter().chain(INDICES).chain(shape) {
                let found = go.get(value, name)?;
                if flag(found) == STRING {
                    go.show(found)?;
                }
                go.finalize(found)?;
            }
            // Finalized as often as it was stored, and once more.
            for _ in 0..=held.count {
                go.finalize(value)?;
            }
        }
        Ok(())
    }
}

/// Whether an array's length may be set to this value.
fn may_be_length(value: Ref) -> bool {
    match value {
        NULL | TRUE | FALSE | ZERO => true,
        _ => {
            id(value).is_none() && (0.0..10.0).contains(&f64::from_bits(value)) && f64::from_bits(value).fract() == 0.0
        }
    }
}

fn record(recorder: &mut Recorder, name: &str) {
    for session in 0..SESSIONS {
        let player = Player(Rc::new(RefCell::new(World::new(&format!("{name} {session}")))));
        recorder.attempt(move |go| {
            let nested = player.clone();
            go.on_resume(move |go| nested.resumed(go));
            for _ in 0..STEPS {
                player.step(go)?;
            }
            player.look(go)
        });
    }
}

pub(super) fn a(recorder: &mut Recorder) {
    record(recorder, "a");
}

pub(super) fn b(recorder: &mut Recorder) {
    record(recorder, "b");
}

pub(super) fn c(recorder: &mut Recorder) {
    record(recorder, "c");
}

pub(super) fn d(recorder: &mut Recorder) {
    record(recorder, "d");
}
