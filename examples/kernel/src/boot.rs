//! The boot protocol: the PVH entry point, and the loader's information on memory, files and the command line.
//!
//! PVH is a protocol for booting 64-bit ELF files, supported by QEMU, Xen, Firecracker and Cloud Hypervisor. An ELF
//! note contains the address of a 32-bit entry point, which is called with paging disabled, and with the address of the
//! start info in `ebx`.

use core::{arch::global_asm, ffi::CStr, ops::Range, slice};

use x86_64::VirtAddr;

// The entry point identity-maps the first 4 GiB, enables long mode with the no-execute and write-protect bits, and
// calls `kernel_main` with the address of the start info. The loader has zeroed .bss.
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

        /// The addresses of the symbols that link.ld defines.
        #[derive(Clone, Copy, Debug)]
        pub(crate) struct Image { $(pub $name: VirtAddr,)* }

        impl Image {
            /// Returns the addresses of this kernel.
            pub(crate) fn get() -> Self {
                Image { $($name: VirtAddr::from_ptr(&raw const $name),)* }
            }
        }
    };
}

symbols! { kernel_start rodata_start rodata_end text_start text_end data_start data_end stack_guard stack_bottom kernel_end }

/// The part of `hvm_start_info` that is used here.
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

/// `hvm_modlist_entry`.
#[repr(C)]
struct Module {
    address: u64,
    size: u64,
    command_line: u64,
    reserved: u64,
}

/// `hvm_memmap_table_entry`.
#[repr(C)]
pub(crate) struct Region {
    address: u64,
    size: u64,
    kind: u32,
    reserved: u32,
}

impl Region {
    /// Returns the address range of the region if it is RAM.
    pub(crate) fn ram(&self) -> Option<Range<u64>> {
        const RAM: u32 = 1;
        (self.kind == RAM).then(|| self.address..self.address.saturating_add(self.size))
    }
}

/// The boot information from the loader.
pub(crate) struct Info {
    pub command_line: &'static str,
    /// The first module: the file of QEMU's `-initrd`.
    pub archive: &'static [u8],
    pub memory: &'static [Region],
}

/// Reads the boot information. Returns `None` if the format is unknown or the command line is not UTF-8.
///
/// # Safety
///
/// `start_info` must be the value from the PVH loader, and the first 4 GiB must be identity-mapped. The command line
/// and the memory map must not be used after that mapping ends.
pub(crate) unsafe fn read(start_info: u64) -> Option<Info> {
    // SAFETY: the addresses come from the loader, and are below 4 GiB. A missing table has no entries.
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

/// Returns a table of the loader as a slice, which is empty if the address is null.
///
/// # Safety
///
/// Unless the address is null, it must point to `entries` entries.
unsafe fn table<T>(address: *const T, entries: u32) -> &'static [T] {
    if address.is_null() {
        return &[];
    }
    // SAFETY: guaranteed by the caller.
    unsafe { slice::from_raw_parts(address, entries as usize) }
}
