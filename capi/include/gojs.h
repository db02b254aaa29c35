/*
 * gojs for C: runs Go programs compiled to WebAssembly (GOOS=js GOARCH=wasm) on any wasm runtime.
 *
 * Generated from the source by cbindgen: UPDATE_HEADER=1 cargo test -p gojs-capi --test header
 *
 * From the module to the exit code:
 *
 *   1. Configure the program: gojs_config_new, then gojs_config_arg, _env, _function, _host, ...
 *   2. Create the program: gojs_program_new, with a gojs_runtime, whose callbacks give gojs access to the instance.
 *   3. In the wasm runtime, define an import for each number below gojs_import_count(), with the names from
 *      gojs_import_module and gojs_import_name. The import takes one i32, calls gojs_import_call with the program,
 *      and traps unless the result is GOJS_STATUS_OK.
 *   4. Instantiate the module.
 *   5. Run the program: call gojs_program_run, or call gojs_program_poll in your own loop, with calls such as
 *      gojs_program_call between two polls.
 *   6. Free the program with gojs_program_free, then the instance, however the program ended.
 *
 * Strings are NUL-terminated UTF-8. A call that returns GOJS_STATUS_NULL, GOJS_STATUS_INVALID or GOJS_STATUS_BUSY has
 * no effect. An object is valid from its creation until it is freed.
 *
 * A "Safety" section lists the requirements that C must meet; a violation is undefined behavior. NULL never causes
 * undefined behavior: a function that requires a pointer returns GOJS_STATUS_NULL.
 *
 * examples/c contains complete programs.
 */

#ifndef GOJS_H
#define GOJS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Error number for `gojs_host` callbacks: no input is available yet, but some may arrive later.
 */
#define GOJS_EAGAIN 11

/**
 * Error number for `gojs_host` callbacks: an input or output error.
 */
#define GOJS_EIO 5

/**
 * Error number for `gojs_host` callbacks: the facility is not available.
 */
#define GOJS_ENOSYS 38

/**
 * The result of a function. `GOJS_STATUS_OK` is 0.
 */
typedef enum {
    /**
     * Success.
     */
    GOJS_STATUS_OK = 0,
    /**
     * A required pointer is NULL.
     */
    GOJS_STATUS_NULL,
    /**
     * An argument is invalid: a string that is not UTF-8, an index or a length that is out of range, a value of an
     * unknown kind, or a function of another program.
     */
    GOJS_STATUS_INVALID,
    /**
     * Another call with the program is running: this call came from inside a callback or from another thread. Or the
     * guest has not answered the previous `gojs_program_guest_call` yet.
     */
    GOJS_STATUS_BUSY,
    /**
     * From `gojs_import_call`: the import has ended the program, by an exit or by an error. The runtime must trap, so
     * that `run` or `resume` returns. gojs then ignores the return value.
     */
    GOJS_STATUS_TRAP,
    /**
     * `gojs_host` has no clock, and no operating system provides one.
     */
    GOJS_STATUS_NO_CLOCK,
    /**
     * A directory to be mounted could not be opened.
     */
    GOJS_STATUS_DIRECTORY,
    /**
     * The program has not been started. From `gojs_import_call`: no wasm of the program is running.
     */
    GOJS_STATUS_NOT_STARTED,
    /**
     * The program has already been started.
     */
    GOJS_STATUS_STARTED,
    /**
     * The program has exited. `gojs_program_exit_code` stores the code.
     */
    GOJS_STATUS_EXITED,
    /**
     * An error ended the program in an earlier call.
     */
    GOJS_STATUS_ENDED,
    /**
     * The program waits for something that can never happen.
     */
    GOJS_STATUS_STALLED,
    /**
     * The value to be called is not a function.
     */
    GOJS_STATUS_NOT_A_FUNCTION,
    /**
     * A function threw, a value could not be created, or the guest failed to perform the operation that it was invoked
     * for. The program continues.
     */
    GOJS_STATUS_THROWN,
    /**
     * The arguments and environment variables are too long, or do not fit in the linear memory.
     */
    GOJS_STATUS_ARGUMENTS,
    /**
     * An error has ended the program, such as a trap or an uncaught exception.
     */
    GOJS_STATUS_FAILED,
    /**
     * The program has reached one of its limits, which ended it. From `gojs_program_queue`: too many calls are queued
     * already, and the program continues.
     */
    GOJS_STATUS_LIMIT,
    /**
     * A bug in gojs caused a panic. The program can only be freed.
     */
    GOJS_STATUS_PANIC,
} gojs_status;

/**
 * The state in which a poll leaves a program.
 */
typedef enum {
    /**
     * The program has more to do at once.
     */
    GOJS_PROGRESS_READY = 0,
    /**
     * Every goroutine waits.
     */
    GOJS_PROGRESS_WAITING,
    /**
     * The program has exited.
     */
    GOJS_PROGRESS_EXITED,
} gojs_progress;

/**
 * The kind of a value.
 */
typedef enum {
    /**
     * `undefined`: the result of a function that returns nothing.
     */
    GOJS_KIND_UNDEFINED = 0,
    /**
     * `null`: Go's `nil`.
     */
    GOJS_KIND_NULL,
    /**
     * A boolean: `number` is 1 for `true`, 0 for `false`.
     */
    GOJS_KIND_BOOLEAN,
    /**
     * A number, in `number`. All JavaScript numbers are of type `double`.
     */
    GOJS_KIND_NUMBER,
    /**
     * A string: `data` points to `len` bytes of UTF-8.
     */
    GOJS_KIND_STRING,
    /**
     * A `Uint8Array`: `data` points to `len` bytes. Go reads them with `js.CopyBytesToGo`.
     */
    GOJS_KIND_BYTES,
    /**
     * An object or an array: `data` points to its JSON, which is `len` bytes of UTF-8. Go receives the object itself.
     */
    GOJS_KIND_JSON,
    /**
     * A function, in `function`, such as one that Go has created with `js.FuncOf`.
     */
    GOJS_KIND_FUNCTION,
    /**
     * A value of none of these kinds, such as a symbol, or an object with a cycle, which has no JSON. It cannot be
     * passed to Go.
     */
    GOJS_KIND_OTHER,
} gojs_kind;

/**
 * A limited resource of a program. A request beyond a limit fails with an error that the program can handle, if there
 * is one. Otherwise, the program ends.
 */
typedef enum {
    /**
     * The approximate size of all JavaScript values, in bytes. Default: 1,073,741,824. The linear memory does not
     * count: it belongs to the wasm runtime.
     */
    GOJS_LIMIT_HEAP_BYTES = 0,
    /**
     * Pending timers. Default: 65,536.
     */
    GOJS_LIMIT_TIMERS,
    /**
     * Callbacks, events and jobs that are queued until Go is idle. Default: 1,048,576.
     */
    GOJS_LIMIT_QUEUE,
    /**
     * Open files, including the standard streams. Default: 1,024.
     */
    GOJS_LIMIT_OPEN_FILES,
    /**
     * The nesting depth of calls between Go and its host. Default: 128. A deeper call throws a `RangeError` in Go.
     * Each level uses stack of gojs and of the wasm runtime.
     */
    GOJS_LIMIT_DEPTH,
    /**
     * Bytes written to each of the standard streams. Default: no limit.
     */
    GOJS_LIMIT_OUTPUT_BYTES,
    /**
     * The length of a string, in bytes of UTF-8. Default: 536,870,888.
     */
    GOJS_LIMIT_STRING_BYTES,
    /**
     * The size of an array buffer, in bytes. Default: 4,294,967,296.
     */
    GOJS_LIMIT_BUFFER_BYTES,
    /**
     * Objects, strings and other JavaScript values that occupy a heap cell. Default: 4,194,304.
     */
    GOJS_LIMIT_CELLS,
} gojs_limit;

/**
 * The configuration of programs: arguments, environment variables, files, C functions, the host. It can be used for
 * many programs, by one thread at a time. Strings are copied. A setting that is made again replaces the previous one.
 */
typedef struct gojs_config gojs_config;

/**
 * A handle to a JavaScript function of a program. The handle in a value is valid as long as the value lives.
 * `gojs_function_clone` returns one that is valid until `gojs_function_free`.
 */
typedef struct gojs_function gojs_function;

/**
 * One Go program, in one instance of the wasm runtime.
 *
 * A program never sleeps and never spawns a thread: `gojs_program_poll` does the work that is due,
 * `gojs_program_poll_at` stores the time of the next poll, and `gojs_program_run` is that loop.
 *
 * Calls with the same program must not overlap. A call from inside a callback, or from another thread during a call,
 * returns `GOJS_STATUS_BUSY` and has no effect. The exception is `gojs_import_call`, which is called from inside
 * `run`, `resume`, `getsp` and the callback of `gojs_program_enter`. Calls may come from different threads, if the
 * callbacks can run on these threads.
 */
typedef struct gojs_program gojs_program;

/**
 * The outcome of a `gojs_callback`: the value that it returns, or the error that it throws. Lives until the callback
 * returns.
 */
typedef struct gojs_result gojs_result;

/**
 * A JavaScript value.
 *
 * gojs copies a value that C passes. The function that provides a value to C documents how long the value lives. A
 * NUL, which `len` does not count, follows its `data`.
 *
 * A value is valid if each field that its kind uses is valid: `data` is NULL or points to `len` bytes, and `function`
 * is NULL or a valid handle.
 */
typedef struct {
    /**
     * A `gojs_kind`. It determines which of the other fields are used.
     */
    uint32_t kind;
    /**
     * The number, or the boolean as 1 or 0.
     */
    double number;
    /**
     * The string, the JSON or the bytes. May be NULL if `len` is 0.
     */
    const char *data;
    /**
     * The length of `data` in bytes.
     */
    size_t len;
    /**
     * The function. `gojs_function_clone` keeps it for longer than the value lives.
     */
    const gojs_function *function;
} gojs_value;

/**
 * A C function that Go calls with `js.Global().Call`. The arguments live until it returns. It returns a value with
 * `gojs_return`, or throws with `gojs_throw`. If it calls neither, it returns `undefined`.
 *
 * It must not call gojs functions with the same program: those would return `GOJS_STATUS_BUSY`. To call a function
 * argument later, keep it with `gojs_function_clone`.
 */
typedef void (*gojs_callback)(void *ctx, const gojs_value *arguments, size_t count, gojs_result *result);

/**
 * The facilities that the embedder provides to a program. Each callback may be NULL: the operating system, or the host
 * of `gojs_config_deterministic`, then provides the facility. Without either, the stated default applies.
 *
 * gojs calls the callbacks from inside the functions that create or take a `gojs_program`, on the same thread. The
 * first argument is always `ctx`. The callbacks must return. They must not call gojs functions with the same program:
 * those would return `GOJS_STATUS_BUSY`.
 *
 * Errors are Linux `errno` numbers on every system, such as `GOJS_EAGAIN`. A number that Go does not know becomes
 * `EIO`.
 */
typedef struct {
    /**
     * The first argument of each callback.
     */
    void *ctx;
    /**
     * Returns the time of a monotonic clock in nanoseconds, with an arbitrary origin. It is the clock of
     * `gojs_program_poll`. No default: without a clock, which Go needs, `gojs_program_new` returns
     * `GOJS_STATUS_NO_CLOCK`. If this callback is set, set `wait`, too: otherwise, gojs waits by polling this clock.
     */
    uint64_t (*monotonic)(void *ctx);
    /**
     * Returns the time since 1970-01-01 00:00 UTC in nanoseconds. Default: the monotonic time, as if that clock had
     * started in 1970.
     */
    uint64_t (*wall_clock)(void *ctx);
    /**
     * Returns the offset of local time from UTC in minutes, positive if local time is ahead. `unix_ms` is the time to
     * convert, in milliseconds since 1970-01-01 00:00 UTC. Default: 0.
     */
    int32_t (*time_zone_offset)(void *ctx, int64_t unix_ms);
    /**
     * Fills `bytes` with `len` random bytes that are fit for cryptographic keys. Returns 0 or an error number.
     * Default: `ENOSYS`, which prevents every Go program from starting.
     */
    int32_t (*entropy)(void *ctx, uint8_t *bytes, size_t len);
    /**
     * Writes to the stream `fd`, 1 (stdout) or 2 (stderr). Returns the number of bytes written, at least one, or a
     * negative error number. Default: discards the bytes.
     */
    int64_t (*write)(void *ctx, int32_t fd, const uint8_t *bytes, size_t len);
    /**
     * Reads at most `len` bytes from standard input. Returns the number of bytes read, which is 0 at end of file, or a
     * negative error number. After `-GOJS_EAGAIN`, the next poll tries again. Default: end of file.
     */
    int64_t (*read)(void *ctx, uint8_t *bytes, size_t len);
    /**
     * Blocks until the monotonic clock reaches `until` or input arrives. `UINT64_MAX` means no deadline. May return
     * early. Only `gojs_program_run` and `gojs_program_guest_call` call it. Default, also on an operating system if
     * `monotonic` is set: polls the clock, and returns immediately if there is no deadline.
     */
    void (*wait)(void *ctx, uint64_t until);
    /**
     * Notifies the host that the program has exited with `code`. Default: does nothing.
     */
    void (*exit)(void *ctx, int32_t code);
} gojs_host;

/**
 * A wasm runtime with one instance of a Go program: the callbacks through which gojs accesses the linear memory and
 * enters the wasm. Every Go program exports `mem`, `run`, `resume` and `getsp`.
 *
 * gojs calls the callbacks from inside the functions that take a `gojs_program`, on the same thread, and not before
 * the program is started. The first argument is always `ctx`. The callbacks must return: neither `longjmp` nor a C++
 * exception may leave them. A callback with the result type `int32_t` returns 0 for success.
 */
typedef struct {
    /**
     * The first argument of each callback.
     */
    void *ctx;
    /**
     * Returns the size of the linear memory in bytes. Required.
     */
    uint64_t (*memory_size)(void *ctx);
    /**
     * Returns the address of the linear memory, for a runtime that can lend it. gojs then copies nothing, and does not
     * need `memory_read` and `memory_write`. gojs asks for the address again at each access, because a memory that
     * grows may move. The memory must not move until the next call of a callback in this table, nor during a callback
     * of `gojs_host`. Returns NULL if the memory cannot be lent at the moment.
     */
    uint8_t *(*memory_data)(void *ctx);
    /**
     * Copies `len` bytes at `addr` to `bytes`. If the range is not entirely inside the memory, copies nothing and
     * returns non-zero. Required without `memory_data`.
     */
    int32_t (*memory_read)(void *ctx, uint32_t addr, uint8_t *bytes, size_t len);
    /**
     * Copies `len` bytes from `bytes` to `addr`. If the range is not entirely inside the memory, copies nothing and
     * returns non-zero. Required without `memory_data`.
     */
    int32_t (*memory_write)(void *ctx, uint32_t addr, const uint8_t *bytes, size_t len);
    /**
     * Calls the export `run`. Returns non-zero if the wasm trapped. Required.
     */
    int32_t (*run)(void *ctx, int32_t argc, int32_t argv);
    /**
     * Calls the export `resume`. Returns non-zero if the wasm trapped. Required. gojs also calls it from inside
     * imports, so the runtime must be able to re-enter an instance in the middle of a call.
     */
    int32_t (*resume)(void *ctx);
    /**
     * Calls the export `getsp`, and stores the result in `sp`. Returns non-zero if the wasm trapped. Required. gojs
     * also calls it from inside imports, and after a trap, for the traceback in the error message: an earlier trap
     * must not prevent this call.
     */
    int32_t (*getsp)(void *ctx, uint32_t *sp);
    /**
     * Returns the error message after `run`, `resume`, `getsp` or the callback of `gojs_program_enter` has returned
     * non-zero. The string must stay valid until the next callback. Optional; may return NULL.
     */
    const char *(*error)(void *ctx);
} gojs_runtime;

/**
 * The result of `gojs_program_poll`.
 */
typedef struct {
    /**
     * The state of the program.
     */
    gojs_progress progress;
    /**
     * The exit code, if the program has exited.
     */
    int32_t exit_code;
    /**
     * If the program waits: the deadline of the next timer, in nanoseconds of the monotonic clock. `UINT64_MAX` means
     * that only input or a call by C can wake the program.
     */
    uint64_t until;
} gojs_poll;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Returns a short English description of a status, also for a number that is not a status. Never returns NULL. The
 * string is static.
 */
const char *gojs_status_text(uint32_t status);

/**
 * Creates a configuration with one argument, the program name `js`, and without environment variables, files or
 * functions. Never returns NULL.
 */
gojs_config *gojs_config_new(void);

/**
 * Frees a configuration. The programs that were created with it are unaffected. Ignores NULL.
 *
 * # Safety
 *
 * `config` is NULL, or was returned by `gojs_config_new` and is not used afterwards.
 */
void gojs_config_free(gojs_config *config);

/**
 * Adds an argument. The first argument is the program name, `os.Args[0]`.
 *
 * # Safety
 *
 * `config` is NULL or a valid configuration; `argument` is NULL or a NUL-terminated string.
 */
gojs_status gojs_config_arg(gojs_config *config, const char *argument);

/**
 * Sets an environment variable.
 *
 * # Safety
 *
 * `config` is NULL or a valid configuration; `name` and `value` are NULL or NUL-terminated strings.
 */
gojs_status gojs_config_env(gojs_config *config, const char *name, const char *value);

/**
 * Sets the working directory, an absolute guest path. Default: `/`.
 *
 * # Safety
 *
 * `config` is NULL or a valid configuration; `path` is NULL or a NUL-terminated string.
 */
gojs_status gojs_config_cwd(gojs_config *config, const char *path);

/**
 * Mounts an empty in-memory file system at an absolute guest path. Each program gets a separate file system.
 *
 * # Safety
 *
 * `config` is NULL or a valid configuration; `path` is NULL or a NUL-terminated string.
 */
gojs_status gojs_config_mount_memory(gojs_config *config, const char *path);

/**
 * Mounts a directory of the operating system at an absolute guest path. No guest path leads out of the directory.
 * `gojs_program_new` opens the directory. If that fails, or there is no operating system, it returns
 * `GOJS_STATUS_DIRECTORY`.
 *
 * # Safety
 *
 * `config` is NULL or a valid configuration; `path` and `directory` are NULL or NUL-terminated strings.
 */
gojs_status gojs_config_mount_directory(gojs_config *config,
                                        const char *path,
                                        const char *directory,
                                        bool is_read_only);

/**
 * Defines a function on the global object. `callback` and `ctx` must stay valid until every program that was created
 * with this configuration is freed.
 *
 * # Safety
 *
 * `config` is NULL or a valid configuration; `name` is NULL or a NUL-terminated string; `callback` is NULL, or can be
 * called with `ctx` as long as described above, and behaves as `gojs_callback` requires.
 */
gojs_status gojs_config_function(gojs_config *config, const char *name, gojs_callback callback, void *ctx);

/**
 * Sets the handler of waPC calls by the guest, and defines the global object `wapc`, through which a guest makes them.
 * `callback` receives four arguments: the binding, the namespace and the operation as strings, and the payload as
 * bytes. It returns bytes, a string or nothing. An error that `callback` throws is returned to the guest. `callback`
 * and `ctx` must stay valid until every program that was created with this configuration is freed.
 *
 * A guest that imports functions from a module `wapc` needs a runtime that provides them: they are not among the
 * imports of gojs.
 *
 * # Safety
 *
 * `config` is NULL or a valid configuration; `callback` is NULL, or can be called with `ctx` as long as described
 * above, and behaves as `gojs_callback` requires.
 */
gojs_status gojs_config_wapc(gojs_config *config, gojs_callback callback, void *ctx);

/**
 * Sets the host, which is copied. Its callbacks and its `ctx` must stay valid until every program that was created
 * with this configuration is freed. NULL restores the default, the operating system.
 *
 * # Safety
 *
 * `config` is NULL or a valid configuration; `host` is NULL, or its callbacks can be called with its `ctx` as long as
 * described above, and behave as `gojs_host` requires.
 */
gojs_status gojs_config_host(gojs_config *config, const gojs_host *host);

/**
 * Makes runs reproducible. Replaces the operating system with a host whose clock starts at 2000-01-01 and advances by
 * itself, whose random bytes are derived from the seed, whose input is empty, and whose output is lost. The random
 * bytes are not fit for cryptographic keys. The callbacks of `gojs_config_host` take precedence as usual: `write`
 * receives the output.
 *
 * # Safety
 *
 * `config` is NULL or a valid configuration.
 */
gojs_status gojs_config_deterministic(gojs_config *config, uint64_t seed);

/**
 * Sets a limit to `max`. `limit` is a `gojs_limit`, which documents the defaults.
 *
 * # Safety
 *
 * `config` is NULL or a valid configuration.
 */
gojs_status gojs_config_limit(gojs_config *config, uint32_t limit, uint64_t max);

/**
 * Makes the callback return a value, which is copied.
 *
 * # Safety
 *
 * `result` is NULL, or was passed to a callback that has not returned yet; `value` is NULL or a valid value.
 */
gojs_status gojs_return(gojs_result *result, const gojs_value *value);

/**
 * Makes the callback throw an `Error` with a message. In Go, `Call` then panics with a `js.Error`.
 *
 * # Safety
 *
 * `result` is NULL, or was passed to a callback that has not returned yet; `message` is NULL or a NUL-terminated
 * string.
 */
gojs_status gojs_throw(gojs_result *result, const char *message);

/**
 * Keeps a function: returns a handle that can be called until it is passed to `gojs_function_free`. Returns NULL for
 * NULL.
 *
 * # Safety
 *
 * `function` is NULL or a valid handle.
 */
const gojs_function *gojs_function_clone(const gojs_function *function);

/**
 * Frees a handle that `gojs_function_clone` returned, before or after the program is freed. Ignores NULL.
 *
 * # Safety
 *
 * `function` is NULL, or was returned by `gojs_function_clone` and is not used afterwards.
 */
void gojs_function_free(const gojs_function *function);

/**
 * Returns the number of imports. Each smaller number identifies an import: first those of the module `gojs`, from
 * which Go 1.21 and later import, then the same functions of the module `go`, for earlier versions.
 *
 * Each import takes one `i32`, the stack pointer, and returns nothing. The runtime defines the imports that the module
 * requires, or all of them, with the names from `gojs_import_module` and `gojs_import_name`. Each calls
 * `gojs_import_call`.
 */
size_t gojs_import_count(void);

/**
 * Returns the module name of an import, `gojs` or `go`, or NULL if the number is out of range. The string is static.
 */
const char *gojs_import_module(size_t import);

/**
 * Returns the name of an import, such as `syscall/js.valueGet`, or NULL if the number is out of range. The string is
 * static.
 */
const char *gojs_import_name(size_t import);

/**
 * Stores the number of the import with these names, for a runtime that iterates over the imports of a module.
 * `GOJS_STATUS_INVALID`: gojs does not provide this import, so C must provide it.
 *
 * # Safety
 *
 * `module` and `name` are NULL or NUL-terminated strings; `import` is NULL or points to writable memory.
 */
gojs_status gojs_import_find(const char *module, const char *name, size_t *import);

/**
 * Executes an import: the wasm runtime calls this function when the wasm calls the import, with the argument of the
 * import as `sp`. The call comes from inside `run`, `resume` or `getsp` of `gojs_runtime`, or from inside the callback
 * of `gojs_program_enter`, on the same thread. It may itself call `resume` and `getsp`.
 *
 * Unless the result is `GOJS_STATUS_OK`, the runtime must trap, and the callback that entered the wasm must return
 * non-zero: the Go program cannot continue. This is also how a program exits.
 *
 * # Safety
 *
 * `program` is NULL or a valid program.
 */
gojs_status gojs_import_call(const gojs_program *program, size_t import, uint32_t sp);

/**
 * Creates a program and stores it. Until it is started, no wasm runs and no callback of `runtime` is called. The
 * module can therefore be instantiated afterwards, with imports that call `gojs_import_call` with this program.
 * Creation calls only one callback, `entropy` of the host. `runtime` is copied; its callbacks and its `ctx` must stay
 * valid until the program is freed.
 *
 * `GOJS_STATUS_NULL`: a pointer or a required callback is NULL. Stores NULL unless the result is `GOJS_STATUS_OK`.
 *
 * # Safety
 *
 * `config` is NULL or a valid configuration; `runtime` is NULL, or its callbacks can be called with its `ctx` as long
 * as described above, and behave as `gojs_runtime` requires; `program` is NULL or points to writable memory.
 */
gojs_status gojs_program_new(const gojs_config *config, const gojs_runtime *runtime, gojs_program **program);

/**
 * Frees a program in any state. Ignores NULL. `GOJS_STATUS_BUSY`: the call came from inside a callback, and the
 * program was not freed.
 *
 * # Safety
 *
 * `program` is NULL, or was stored by `gojs_program_new` and is not used after this function has returned
 * `GOJS_STATUS_OK`.
 */
gojs_status gojs_program_free(gojs_program *program);

/**
 * Returns the message of the last error in a call with this program. If the error ended the program, the message
 * includes the call stack of Go. Calls that fail because of wrong arguments or with `GOJS_STATUS_BUSY` do not change
 * it. Returns an empty string if no error has occurred, and never NULL. The string lives until the next call with this
 * program.
 *
 * # Safety
 *
 * `program` is NULL or a valid program.
 */
const char *gojs_program_error(const gojs_program *program);

/**
 * Stores the code that the program passed to `os.Exit`: 0 if `main` returned, 2 after a panic or a deadlock.
 * `GOJS_STATUS_INVALID`: the program has not exited.
 *
 * # Safety
 *
 * `program` is NULL or a valid program; `code` is NULL or points to writable memory.
 */
gojs_status gojs_program_exit_code(const gojs_program *program, int32_t *code);

/**
 * Starts the program. Returns when the program has exited or every goroutine waits. The module must have been
 * instantiated.
 *
 * # Safety
 *
 * `program` is NULL or a valid program.
 */
gojs_status gojs_program_start(const gojs_program *program);

/**
 * Does the work that is due at `now`, in nanoseconds of the monotonic clock, until every goroutine waits. Starts a
 * program that has not been started. Returns only when Go does: a goroutine that computes without pause blocks it for
 * that long.
 *
 * # Safety
 *
 * `program` is NULL or a valid program; `poll` is NULL or points to writable memory.
 */
gojs_status gojs_program_poll(const gojs_program *program, uint64_t now, gojs_poll *poll);

/**
 * Stores the time at which `gojs_program_poll` next has something to do: 0 if there is something already, else the
 * deadline of the next timer. `UINT64_MAX` means that only input or a call by C can wake the program, or that it has
 * ended.
 *
 * # Safety
 *
 * `program` is NULL or a valid program; `at` is NULL or points to writable memory.
 */
gojs_status gojs_program_poll_at(const gojs_program *program, uint64_t *at);

/**
 * Stores the time of the monotonic clock of the host, for `gojs_program_poll`.
 *
 * # Safety
 *
 * `program` is NULL or a valid program; `now` is NULL or points to writable memory.
 */
gojs_status gojs_program_now(const gojs_program *program, uint64_t *now);

/**
 * Stores whether only a call by C can wake the program: no timer is running, and no read waits for input. If no call
 * will come, this is a deadlock. `gojs_program_wake` makes Go report it.
 *
 * # Safety
 *
 * `program` is NULL or a valid program; `is_idle` is NULL or points to writable memory.
 */
gojs_status gojs_program_is_idle(const gojs_program *program, bool *is_idle);

/**
 * Wakes an idle program. Go then finds all goroutines asleep, reports the deadlock with their stacks, and exits with
 * code 2.
 *
 * # Safety
 *
 * `program` is NULL or a valid program.
 */
gojs_status gojs_program_wake(const gojs_program *program);

/**
 * Runs the program to its exit, with the host clock and `wait`, and stores the exit code. A program that waits for
 * something that can never happen is woken once, to report its deadlock.
 *
 * # Safety
 *
 * `program` is NULL or a valid program; `exit_code` is NULL or points to writable memory.
 */
gojs_status gojs_program_run(const gojs_program *program, int32_t *exit_code);

/**
 * Calls a function of the global object, such as one that Go has set with `js.Global().Set` and `js.FuncOf`. Returns
 * when the function has returned and every goroutine waits again. Stores the result, unless `result` is NULL. The
 * result lives until the next call with this program.
 *
 * A Go function that waits for a timer or for input has not returned by then: its result is `undefined`, as in a
 * browser. The function continues in the next poll.
 *
 * # Safety
 *
 * `program` is NULL or a valid program; `name` is NULL or a NUL-terminated string; `arguments` is NULL or points to
 * `count` valid values; `result` is NULL or points to writable memory.
 */
gojs_status gojs_program_call(const gojs_program *program,
                              const char *name,
                              const gojs_value *arguments,
                              size_t count,
                              gojs_value *result);

/**
 * Calls a function through its handle, with `this` undefined. Otherwise like `gojs_program_call`.
 *
 * # Safety
 *
 * As for `gojs_program_call`; `function` is NULL or a valid handle.
 */
gojs_status gojs_program_call_function(const gojs_program *program,
                                       const gojs_function *function,
                                       const gojs_value *arguments,
                                       size_t count,
                                       gojs_value *result);

/**
 * Queues a call of a function. The next poll makes the call. Use this for events whose handler Go has passed. The
 * return value is ignored. A thrown value ends the program.
 *
 * # Safety
 *
 * `program` is NULL or a valid program; `function` is NULL or a valid handle; `arguments` is NULL or points to `count`
 * valid values.
 */
gojs_status gojs_program_queue(const gojs_program *program,
                               const gojs_function *function,
                               const gojs_value *arguments,
                               size_t count);

/**
 * Calls a guest operation through waPC with a payload, and runs the program until the guest has answered, with the
 * host clock and `wait`. Stores the answer as bytes, unless `result` is NULL. The answer lives until the next call
 * with this program. The program must have been started.
 *
 * `GOJS_STATUS_THROWN`: the guest has failed. The string from `gojs_program_error` includes its error message.
 *
 * # Safety
 *
 * `program` is NULL or a valid program; `operation` is NULL or a NUL-terminated string; `payload` is NULL or points to
 * `len` bytes; `result` is NULL or points to writable memory.
 */
gojs_status gojs_program_guest_call(const gojs_program *program,
                                    const char *operation,
                                    const uint8_t *payload,
                                    size_t len,
                                    gojs_value *result);

/**
 * Enters the wasm through an export that is not part of the Go runtime, such as a `//go:wasmexport` function: `call`
 * makes the wasm runtime call the export, and returns non-zero if the wasm trapped. If the export is called in any
 * other way, its imports fail. The program must have been started, because the Go runtime is not initialized before
 * that.
 *
 * # Safety
 *
 * `program` is NULL or a valid program; `call` is NULL or can be called with `ctx`.
 */
gojs_status gojs_program_enter(const gojs_program *program, int32_t (*call)(void *ctx), void *ctx);

/**
 * Stores the value of a property of the global object. The value lives until the next call with this program.
 *
 * # Safety
 *
 * `program` is NULL or a valid program; `name` is NULL or a NUL-terminated string; `value` is NULL or points to
 * writable memory.
 */
gojs_status gojs_program_get(const gojs_program *program, const char *name, gojs_value *value);

/**
 * Sets a property of the global object, before the program starts or while it runs.
 *
 * # Safety
 *
 * `program` is NULL or a valid program; `name` is NULL or a NUL-terminated string; `value` is NULL or a valid value.
 */
gojs_status gojs_program_set(const gojs_program *program, const char *name, const gojs_value *value);

/**
 * Returns the value `undefined`.
 */
gojs_value gojs_undefined(void);

/**
 * Returns the value `null`.
 */
gojs_value gojs_null(void);

/**
 * Creates a boolean value.
 */
gojs_value gojs_boolean(bool boolean);

/**
 * Creates a number value.
 */
gojs_value gojs_number(double number);

/**
 * Creates a string value. It points to `text`, which is not copied. NULL becomes `null`.
 *
 * # Safety
 *
 * `text` is NULL or a NUL-terminated UTF-8 string.
 */
gojs_value gojs_string(const char *text);

/**
 * Creates an object or array value from JSON. It points to `text`, which is not copied. NULL becomes `null`.
 *
 * # Safety
 *
 * `text` is NULL or a NUL-terminated UTF-8 string.
 */
gojs_value gojs_json(const char *text);

/**
 * Creates a `Uint8Array` value. It points to `bytes`, which are not copied.
 */
gojs_value gojs_bytes(const uint8_t *bytes, size_t len);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* GOJS_H */
