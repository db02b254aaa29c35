# What the scripts have in common that build for other machines: to be sourced. What is missing is installed: on Debian, as
# root.

# Two scripts may run at once: what they install, they install one after the other.
alone() {
    flock "${TMPDIR:-/tmp}/gojs-install.lock" "$@"
}

# Installs Debian's packages.
install() {
    echo "installing $*"
    alone apt-get update -qq
    DEBIAN_FRONTEND=noninteractive alone apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Installs packages unless there is the command that they bring: `need COMMAND PACKAGE...`.
need() {
    local command=$1
    shift
    command -v "$command" >/dev/null || install "$@"
}

# Whether rustup has the target, or can fetch it. Where it can't, `debian_cargo` builds.
rustup_has() {
    alone rustup target add "$1" 2>/dev/null
}

# Debian's toolchain. Of the standard library it has the sources, to be built by `-Zbuild-std`.
debian_cargo() {
    if ! [ -x /usr/bin/cargo ] || ! [ -d "$(/usr/bin/rustc --print sysroot 2>/dev/null)/lib/rustlib/src" ]; then
        install rustc-web cargo-web rust-web-src
    fi
    RUSTC_BOOTSTRAP=1 RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc /usr/bin/cargo "$@"
}
