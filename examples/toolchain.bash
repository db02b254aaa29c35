# What the scripts that build for other machines share: they source this file. It installs what is missing, on Debian as root.

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

# Has rustup install the standard library of a target: `rust_target TARGET...`.
rust_target() {
    alone rustup --quiet target add "$@"
}
