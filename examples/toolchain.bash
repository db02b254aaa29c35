# Shared functions, to be sourced by the scripts that build for other targets. They install missing packages, as root on
# Debian.

# Runs a command under a lock, because scripts can run in parallel but must not install in parallel.
alone() {
    flock "${TMPDIR:-/tmp}/gojs-install.lock" "$@"
}

# Installs Debian packages.
install() {
    echo "installing $*"
    alone apt-get update -qq
    DEBIAN_FRONTEND=noninteractive alone apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Installs packages unless a command exists that they contain: `need COMMAND PACKAGE...`.
need() {
    local command=$1
    shift
    command -v "$command" >/dev/null || install "$@"
}

# Installs the standard library for targets, with rustup: `rust_target TARGET...`.
rust_target() {
    alone rustup --quiet target add "$@"
}
