# Shared functions of the board scripts, which source this file from their own folder after setting these variables:
#
#     target      the Rust target
#     emulator    the command line of QEMU, without the instruction rate and the image
#     package     the Debian package that contains this QEMU
#     jumpers     the address of the word that selects a fault, set from outside
#
# Optional limits, in bytes:
#
#     hello_flash, hello_least_flash   the flash of the image without the guest
#     hello_ram                        the peak RAM of `hello`

. ../toolchain.bash
repository=$(cd ../.. && pwd)
failures=0

# Sets `short_paths` to cargo options that remove the directories of this machine from the file names in panics. Images
# are then identical on all machines, and some kilobytes smaller.
shorten_paths() {
    local crates flags="'--remap-path-prefix=$repository/='"
    cargo fetch --quiet --target "$target"
    for crates in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/; do
        flags+=", '--remap-path-prefix=$crates='"
    done
    short_paths=(--config "target.$target.rustflags=[$flags]")
}

# Builds the given images for the target.
build() {
    need python3 python3 python3-pip
    need "${emulator%% *}" "$package"
    GO=$("$repository/tests/fetch-go" 1.27.3)
    export GO
    local images=() builder image
    for image in "$@"; do
        images+=(--bin "$image")
    done
    rust_target "$target"
    shorten_paths
    builder=(cargo build --release "${short_paths[@]}")
    "${builder[@]}" "${images[@]}"
    if [[ " $* " = *" hello "* ]]; then
        # These images omit wasmi's validator, because `build.rs` has validated their guest.
        local folder="${CARGO_TARGET_DIR:-target}/$target/release"
        cp "$folder/hello" "$folder/hello_validated"
        "${builder[@]}" --no-default-features --bin hello --bin hello_least
    fi
}

# Runs an image to its end: `emulate IMAGE SHIFT [JUMPERS]`. Each instruction takes 2 to the power of SHIFT nanoseconds
# of emulated time on any machine, so runs are reproducible. Sets `output` and `code`.
emulate() {
    local image=$1 shift=$2 set_jumpers=()
    if [ $# -gt 2 ]; then
        set_jumpers=(-device "loader,addr=$jumpers,data=$3,data-len=4")
    fi
    code=0
    output=$(timeout 300 $emulator -icount "shift=$shift,sleep=off" "${set_jumpers[@]}" \
        -kernel "${CARGO_TARGET_DIR:-target}/$target/release/$image" </dev/null 2>&1) || code=$?
    [ $code -ne 124 ] || echo "$image: timed out after five minutes"
}

# Checks the results of `emulate`: `expect NAME CODE [PATTERN...]`, where each pattern must match a whole line.
expect() {
    local name=$1 expected=$2 failed=0 pattern
    shift 2
    if [ "$code" -ne "$expected" ]; then
        echo "FAILED: $name: the exit code is $code, expected $expected"
        failed=1
    fi
    for pattern in "$@"; do
        if ! grep -qxE -- "$pattern" <<<"$output"; then
            echo "FAILED: $name: no output line matches \"$pattern\""
            failed=1
        fi
    done
    if [ $failed -eq 1 ]; then
        sed 's/^/    /' <<<"$output"
        failures=$((failures + 1))
    else
        echo "ok: $name"
    fi
}

# Prints a measurement from the output of an image.
figure() {
    sed -n "s/^= $1 \([0-9]*\)\$/\1/p" <<<"$output" | head -n 1
}

# Checks a measurement against a limit, if the board sets one.
at_most() {
    local name=$1 limit=$2
    if [ -n "$limit" ] && ! [ "$(figure "$name")" -le "$limit" ]; then
        echo "FAILED: $name is $(figure "$name"), the limit is $limit"
        failures=$((failures + 1))
    fi
}

row() {
    local name=$1 number=$2
    printf '    %-44s %12s\n' "$name" "$number"
}

memory_table() {
    echo "    bytes"
    for name in "flash without the guest" guest "heap high-water" "heap extent" "linear memory" "JavaScript values" \
        "static RAM" "stack high-water" "peak RAM"; do
        row "$name" "$(figure "$name")"
    done
    for phase in reset parsed instantiated "first output" exit; do
        row "heap, $phase" "$(figure "$phase, heap")"
    done
}

run_hello() {
    emulate hello_least $shift
    expect hello_least 0 "hello, world"
    at_most "flash without the guest" "${hello_least_flash:-}"
    local least least_ram
    least=$(figure "flash without the guest")
    least_ram=$(figure "peak RAM")
    emulate hello_validated $shift
    expect hello_validated 0 "hello, world"
    local validated
    validated=$(figure "flash without the guest")
    emulate hello $shift
    expect hello 0 "hello, world"
    at_most "flash without the guest" "${hello_flash:-}"
    at_most "peak RAM" "${hello_ram:-}"
    memory_table
    row "flash without the guest, hello_validated" "$validated"
    row "flash without the guest, hello_least" "$least"
    row "peak RAM, hello_least" "$least_ram"
    # At one nanosecond per instruction, the clock counts instructions.
    emulate hello 0
    expect "hello, instructions counted" 0 "hello, world"
    echo "    instructions"
    local before=0 now
    for phase in reset parsed instantiated "first output" exit; do
        now=$(figure "$phase, ns")
        row "to $phase" $((now - before))
        before=$now
    done
    row "reset to first output" "$(figure "first output, ns")"
    emulate hello_validated 0
    expect "hello_validated, instructions counted" 0 "hello, world"
    row "reset to first output, hello_validated" "$(figure "first output, ns")"
    emulate hello_least 0
    expect "hello_least, instructions counted" 0 "hello, world"
    row "reset to first output, hello_least" "$(figure "first output, ns")"
}

run_board() {
    emulate board $shift
    expect board 7 "the board has 3300 mV" "press 1" "press 7" "the light is on" "the light is off" "exit code 7" \
        ${board_drift:+"= button, drift ns $board_drift"}
    memory_table
}

run_busy() {
    emulate busy $shift
    # A poll of a millisecond is too long, even if it starts just after a deadline and the task misses none.
    expect busy 0 "round  0: [0-9a-f]{8}" "round 19: [0-9a-f]{8}" "collections: 20" \
        "= start-up, longest poll ns [0-9]{1,6}" "= start-up, missed deadlines 0" \
        "= running, longest poll ns [0-9]{1,6}" "= running, missed deadlines 0"
    local phase name
    for phase in start-up running; do
        for name in polls "longest poll ns" activations "most late ns" "missed deadlines"; do
            row "$phase, $name" "$(figure "$phase, $name")"
        done
    done
    memory_table
}

# The expected result of each fault, indexed by the jumpers: the exit code, and a pattern for the line with the message.
faults=(
    "0 error: unexpected end-of-file .*"
    "0 error: malformed section id .*"
    "0 error: trap: illegal opcode: 0xff .*"
    # wasmi cannot handle this allocation failure: the panic handler takes over from the main loop.
    "101 heap: [0-9]+ of [0-9]+ bytes used, and [1-9][0-9]* refused last"
    "0 fatal error: (runtime: )?out of memory"
    "0 error: limit exceeded: at most 262144 bytes of JavaScript values allowed"
    "0 panic: JavaScript error: Array buffer allocation failed"
    "0 the program has not exited in 5000 ms"
    "0 error: the host failed to give entropy: EIO: i/o error"
    "0 error: the Go program has already exited, with code 3"
)

run_faults() {
    local fault
    for fault in "${!faults[@]}"; do
        emulate faults $shift "$fault"
        # Splits the entry into the exit code and the pattern.
        expect "faults, $fault" "${faults[$fault]%% *}" "${faults[$fault]#* }" "the other task goes on"
    done
}

main() {
    local images=("$@") image
    if [ ${#images[@]} -eq 0 ]; then
        images=(hello board busy faults)
    fi
    for image in "${images[@]}"; do
        if [ "$(type -t "run_$image")" != function ]; then
            echo "there is no image $image" >&2
            exit 2
        fi
    done
    build "${images[@]}"
    for image in "${images[@]}"; do
        "run_$image"
    done
    if [ $failures -ne 0 ]; then
        echo "$failures failed"
        exit 1
    fi
    echo "all as expected"
}
