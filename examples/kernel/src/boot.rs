//! How the machine is handed over: the PVH entry, and what the loader says of memory, of its files and of what to run.
//!
//! PVH is the way to boot a 64-bit ELF file that QEMU, Xen, Firecracker and Cloud Hypervisor know: a note names a 32-bit
//! entry, which finds paging off, and in `ebx` the address of a description of the machine.

use core::{arch::global_asm, ffi::CStr, ops::Range, slice};

use x86_64::VirtAddr;

// The entry maps the first 4 GiB as they are, turns on long mode with the no-execute and write-protect bits, and calls
// `kernel_main` with the address of the description. The loader has zeroed .bss.
global_asm!(
    r#"
    .section .note.Xen, "a", @note
    .long 4, 4, 18                      /* XEN_ELFNOTE_PHYS32_ENTRY */
    .asciz "Xen"
    .long pvh_start

    .section .bss.boot, "aw", @nobits
    .balign 4096
boot_pml4: .skip 4096
boot_pdpt: .skip 4096
boot_pd:   .skip 4096 * 4

    .section .rodata.boot, "a"
    .balign 8
boot_gdt:
    .quad 0, 0x00af9a000000ffff         /* code, 64 bits */
boot_gdt_pointer:
    .short . - boot_gdt - 1
    .quad boot_gdt

    .section .text.boot, "ax"
    .code32
    .global pvh_start
pvh_start:
    cld
    movl $stack_top, %esp
    movl %ebx, %edi

    movl $boot_pdpt + 3, boot_pml4      /* 3: present, writable */
    movl $boot_pd + 3, %eax
    xorl %ecx, %ecx
1:  movl %eax, boot_pdpt(,%ecx,8)
    addl $4096, %eax
    incl %ecx
    cmpl $4, %ecx
    jne 1b
    movl $0x83, %eax                    /* and a page of 2 MiB */
    xorl %ecx, %ecx
2:  movl %eax, boot_pd(,%ecx,8)
    addl $0x200000, %eax
    incl %ecx
    cmpl $2048, %ecx
    jne 2b

    movl $boot_pml4, %eax
    movl %eax, %cr3
    movl %cr4, %eax
    orl $0x20, %eax                     /* PAE */
    movl %eax, %cr4
    movl $0xc0000080, %ecx              /* EFER */
    rdmsr
    orl $0x900, %eax                    /* LME, NXE */
    wrmsr
    movl %cr0, %eax
    orl $0x80010000, %eax               /* PG, WP */
    movl %eax, %cr0
    lgdt boot_gdt_pointer
    ljmp $8, $long_mode

    .code64
long_mode:
    xorl %eax, %eax
    movl %eax, %ds
    movl %eax, %es
    movl %eax, %fs
    movl %eax, %gs
    movl %eax, %ss
    movl %edi, %edi
    call kernel_main
    ud2
"#,
    options(att_syntax)
);

macro_rules! symbols {
    ($($name:ident)*) => {
        unsafe extern "C" { $(static $name: u8;)* }

        /// The addresses that link.ld gives names to.
        #[derive(Clone, Copy, Debug)]
        pub struct Image { $(pub $name: VirtAddr,)* }

        impl Image {
            /// Where the kernel lies.
            pub fn get() -> Self {
                Image { $($name: VirtAddr::from_ptr(&raw const $name),)* }
            }
        }
    };
}

symbols! { kernel_start rodata_start rodata_end text_start text_end data_start data_end stack_guard stack_bottom kernel_end }

/// `hvm_start_info`, as far as it is used.
#[repr(C)]
struct StartInfo {
    magic: u32,
    version: u32,
    flags: u32,
    modules: u32,
    module_list: u64,
    command_line: u64,
    rsdp: u64,
    memory_map: u64,
    memory_map_entries: u32,
}

const MAGIC: u32 = 0x336e_c578;

/// `hvm_modlist_entry`
#[repr(C)]
struct Module {
    address: u64,
    size: u64,
    command_line: u64,
    reserved: u64,
}

/// `hvm_memmap_table_entry`
#[repr(C)]
pub struct Region {
    address: u64,
    size: u64,
    kind: u32,
    reserved: u32,
}

impl Region {
    /// Its addresses, if it is RAM.
    pub fn ram(&self) -> Option<Range<u64>> {
        const RAM: u32 = 1;
        (self.kind == RAM).then(|| self.address..self.address.saturating_add(self.size))
    }
}

/// What the loader says.
pub struct Info {
    pub command_line: &'static str,
    /// The first of its files, QEMU's `-initrd`.
    pub archive: &'static [u8],
    pub memory: &'static [Region],
}

/// Reads what the loader says. `None` where it says it in no way that this kernel knows.
///
/// # Safety
///
/// `start_info` is what the PVH loader has passed, and the first 4 GiB are mapped as they are. The command line and the
/// memory map are not to be used any more when that is no longer so.
pub unsafe fn read(start_info: u64) -> Option<Info> {
    // SAFETY: the addresses are the loader's, which it keeps below 4 GiB; a missing table has no entries.
    unsafe {
        let info = (start_info as *const StartInfo).as_ref().filter(|info| info.magic == MAGIC && info.version >= 1)?;
        let modules = table(info.module_list as *const Module, info.modules);
        let archive = modules
            .first()
            .map_or(&[][..], |module| slice::from_raw_parts(module.address as *const u8, module.size as usize));
        let command_line = match info.command_line {
            0 => "",
            address => CStr::from_ptr(address as *const _).to_str().ok()?,
        };
        Some(Info { command_line, archive, memory: table(info.memory_map as *const Region, info.memory_map_entries) })
    }
}

/// # Safety
///
/// Unless it is null, there are so many entries at the address.
unsafe fn table<T>(address: *const T, entries: u32) -> &'static [T] {
    if address.is_null() {
        return &[];
    }
    // SAFETY: as the caller says.
    unsafe { slice::from_raw_parts(address, entries as usize) }
}
