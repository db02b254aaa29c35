//! Interrupts and exceptions: the descriptor tables, the entry and exit code, and the handlers.
//!
//! The entry and exit code is assembly, because `extern "x86-interrupt"` is not stable. It saves only the
//! general-purpose registers, because the kernel is compiled for a target without SSE.

use alloc::{boxed::Box, vec};
use core::arch::global_asm;

use pic8259::ChainedPics;
use spin::Mutex;
use x86_64::{
    VirtAddr,
    instructions::{interrupts, tables::load_tss},
    registers::{
        control::Cr2,
        segmentation::{CS, Segment},
    },
    structures::{
        gdt::{Descriptor, GlobalDescriptorTable},
        idt::{ExceptionVector, InterruptDescriptorTable},
        tss::TaskStateSegment,
    },
};

use crate::{boot::Image, clock, exit::Status, serial};

/// The first vector of the two interrupt controllers, which use eight each. The vectors below it are processor
/// exceptions.
const FIRST_IRQ: u8 = 32;
const TIMER: u8 = FIRST_IRQ;
const LAST_IRQ: u8 = FIRST_IRQ + 15;

static PICS: Mutex<ChainedPics> = Mutex::new(
    // SAFETY: the vectors do not overlap with the exceptions, and nothing else uses the controllers' ports.
    unsafe { ChainedPics::new_contiguous(FIRST_IRQ) },
);

// One entry point for each vector, 16 bytes apart. The processor pushes an error code for some vectors; the entry
// points of the others push a zero instead. With the error code and the vector, the stack is 16-byte aligned at the
// call.
global_asm!(
    r#"
    .set vector, 0
    .balign 16
interrupt_entries:
    .rept 48
    .balign 16
    .if ((0x60227d00 >> vector) & 1) == 0
    pushq $0
    .endif
    pushq $vector
    jmp interrupt_common
    .set vector, vector + 1
    .endr

interrupt_common:
    pushq %rax; pushq %rbx; pushq %rcx; pushq %rdx; pushq %rsi; pushq %rdi; pushq %rbp
    pushq %r8; pushq %r9; pushq %r10; pushq %r11; pushq %r12; pushq %r13; pushq %r14; pushq %r15
    cld
    movq %rsp, %rdi
    call interrupt
    popq %r15; popq %r14; popq %r13; popq %r12; popq %r11; popq %r10; popq %r9; popq %r8
    popq %rbp; popq %rdi; popq %rsi; popq %rdx; popq %rcx; popq %rbx; popq %rax
    addq $16, %rsp
    iretq
"#,
    options(att_syntax)
);

unsafe extern "C" {
    safe static interrupt_entries: u8;
}

/// The registers and other values on the stack after the entry of an interrupt.
#[derive(Debug)]
#[repr(C)]
struct Frame {
    r15: u64,
    r14: u64,
    r13: u64,
    r12: u64,
    r11: u64,
    r10: u64,
    r9: u64,
    r8: u64,
    rbp: u64,
    rdi: u64,
    rsi: u64,
    rdx: u64,
    rcx: u64,
    rbx: u64,
    rax: u64,
    vector: u64,
    error: u64,
    rip: u64,
    cs: u64,
    rflags: u64,
    rsp: u64,
    ss: u64,
}

/// Handles an interrupt or exception. The assembly calls this with interrupts disabled.
#[unsafe(no_mangle)]
extern "C" fn interrupt(frame: &Frame) {
    match u8::try_from(frame.vector) {
        Ok(TIMER) => {
            clock::tick();
            // SAFETY: this interrupt is being handled. The lock is never held while interrupts are enabled.
            unsafe { PICS.lock().notify_end_of_interrupt(TIMER) };
        }
        // The others are masked, so this is a spurious interrupt, which needs no acknowledgement.
        Ok(FIRST_IRQ..=LAST_IRQ) => {}
        _ => exception(frame),
    }
}

fn exception(frame: &Frame) -> ! {
    let Ok(exception) = ExceptionVector::try_from(frame.vector as u8) else {
        serial::last_words(format_args!("EXCEPTION: {frame:#x?}"), Status::Exception)
    };
    let address = Cr2::read_raw();
    let guard = Image::get().stack_guard.as_u64();
    let cause = if (guard..guard + 4096).contains(&address) { " (the kernel's stack has overflowed)" } else { "" };
    serial::last_words(
        format_args!("EXCEPTION: {exception:?}{cause}, cr2 {address:#x}\n{frame:#x?}"),
        Status::Exception,
    )
}

/// Loads the tables, starts the timer and enables interrupts.
pub(crate) fn init() {
    const DOUBLE_FAULT_STACK: usize = 16 << 10;
    let stack = Box::leak(vec![0_u128; DOUBLE_FAULT_STACK / size_of::<u128>()].into_boxed_slice());
    let mut tss = TaskStateSegment::new();
    // A double fault needs a separate stack: after a stack overflow, entering the handler on the same stack would cause
    // a triple fault.
    tss.interrupt_stack_table[0] = VirtAddr::from_ptr(stack.as_ptr_range().end);

    let mut gdt = GlobalDescriptorTable::new();
    let code = gdt.append(Descriptor::kernel_code_segment());
    let tss = gdt.append(Descriptor::tss_segment(Box::leak(Box::new(tss))));
    Box::leak(Box::new(gdt)).load();
    // SAFETY: the selectors belong to descriptors in the loaded table.
    unsafe {
        CS::set_reg(code);
        load_tss(tss);
    }

    let mut idt = Box::new(InterruptDescriptorTable::new());
    let entry = |vector: u8| VirtAddr::from_ptr(&raw const interrupt_entries) + u64::from(vector) * 16;
    macro_rules! exceptions {
        ($($vector:literal $name:ident)*) => { $(idt.$name.set_handler_addr(entry($vector));)* };
    }
    // SAFETY: each entry point handles its vector, with or without an error code, and returns with `iretq`. Only the
    // double fault uses the first stack of the TSS.
    unsafe {
        exceptions! {
            0 divide_error 1 debug 2 non_maskable_interrupt 3 breakpoint 4 overflow 5 bound_range_exceeded
            6 invalid_opcode 7 device_not_available 10 invalid_tss 11 segment_not_present 12 stack_segment_fault
            13 general_protection_fault 14 page_fault 16 x87_floating_point 17 alignment_check 18 machine_check
            19 simd_floating_point
        }
        idt.double_fault.set_handler_addr(entry(8)).set_stack_index(0);
        for irq in FIRST_IRQ..=LAST_IRQ {
            idt[irq].set_handler_addr(entry(irq));
        }
    }
    Box::leak(idt).load();

    clock::start();
    let mut pics = PICS.lock();
    // SAFETY: the table has an entry for each vector of the controllers.
    unsafe {
        pics.initialize();
        pics.write_masks(!1, !0);
    }
    drop(pics);
    interrupts::enable();
}
