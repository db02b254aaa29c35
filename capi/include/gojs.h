/*
 * gojs for C: runs Go programs compiled to WebAssembly (GOOS=js GOARCH=wasm) on any wasm runtime.
 *
 * Made from the source by cbindgen: UPDATE_HEADER=1 cargo test -p gojs-capi --test header
 *
 * From the module to the exit code:
 *
 *   1. gojs_config_new, and what the program is to have: gojs_config_arg, _env, _function, _host, ...
 *   2. gojs_program_new, with a gojs_runtime: the callbacks by which gojs reaches the instance.
 *   3. In the wasm runtime, an import for each number below gojs_import_count(), named by gojs_import_module and
 *      gojs_import_name. It takes one i32, calls gojs_import_call with the program, and traps unless that says
 *      GOJS_STATUS_OK.
 *   4. Instantiate the module.
 *   5. gojs_program_run; or gojs_program_poll in a loop of your own, and gojs_program_call between two polls.
 *   6. gojs_program_free, then the instance, whichever way it ended.
 *
 * A text is UTF-8 with a NUL at its end. A call that returns GOJS_STATUS_NULL, _INVALID or _BUSY has done nothing. "Safety" in
 * a comment is what C has to see to: what does not hold to it is undefined behaviour. NULL is never that: where it may not be,
 * it is GOJS_STATUS_NULL.
 *
 * examples/c has a program that does all of this.
 */

#ifndef GOJS_H
#define GOJS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Of `gojs_host`: nothing has come yet, but it may later.
 */
#define GOJS_EAGAIN 11

/**
 * Of `gojs_host`: an input or output error.
 */
#define GOJS_EIO 5

/**
 * Of `gojs_host`: there is no such thing here.
 */
#define GOJS_ENOSYS 38

/**
 * How a function has ended. `GOJS_STATUS_OK` is 0.
 */
typedef enum {
    /**
     * It has done what it is for.
     */
    GOJS_STATUS_OK = 0,
    /**
     * A pointer is NULL that must not be.
     */
    GOJS_STATUS_NULL,
    /**
     * An argument is not what it must be: a text that is not UTF-8, an index or a length out of range, a value of an unknown
     * kind, a function of another program.
     */
    GOJS_STATUS_INVALID,
    /**
     * The program is at work: the call came from inside a callback, or from another thread; or it was invoked, and has not
     * answered yet.
     */
    GOJS_STATUS_BUSY,
    /**
     * Of `gojs_import_call`: the import has ended the program, be it by its exit. The runtime must trap, so that `run` or
     * `resume` returns; they may return anything.
     */
    GOJS_STATUS_TRAP,
    /**
     * `gojs_host` has no clock, and there is no operating system that has one.
     */
    GOJS_STATUS_NO_CLOCK,
    /**
     * A directory that was to be mounted could not be opened.
     */
    GOJS_STATUS_DIRECTORY,
    /**
     * The program has not been started, or no wasm of its is running.
     */
    GOJS_STATUS_NOT_STARTED,
    /**
     * The program was started before.
     */
    GOJS_STATUS_STARTED,
    /**
     * The program has exited: `gojs_program_exit_code` has the code.
     */
    GOJS_STATUS_EXITED,
    /**
     * The program was ended by an error before.
     */
    GOJS_STATUS_ENDED,
    /**
     * The program waits for what will never come.
     */
    GOJS_STATUS_STALLED,
    /**
     * What was to be called is no function.
     */
    GOJS_STATUS_NOT_A_FUNCTION,
    /**
     * A function has thrown, a value could not be made, or the guest has failed to do what it was invoked for. The program goes
     * on.
     */
    GOJS_STATUS_THROWN,
    /**
     * Arguments and environment are too long, or have no place in the memory.
     */
    GOJS_STATUS_ARGUMENTS,
    /**
     * The program was ended by an error: a trap, what nobody caught.
     */
    GOJS_STATUS_FAILED,
    /**
     * The program has come to one of its limits, and was ended. Of `gojs_program_queue`: it has too much to do already, and goes
     * on.
     */
    GOJS_STATUS_LIMIT,
    /**
     * There was a mistake in gojs itself. The program can't be used any more.
     */
    GOJS_STATUS_PANIC,
} gojs_status;

/**
 * How far a program has come.
 */
typedef enum {
    /**
     * There is more to do at once.
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
 * What a value is.
 */
typedef enum {
    /**
     * `undefined`: what a function returns that returns nothing.
     */
    GOJS_KIND_UNDEFINED = 0,
    /**
     * `null`; Go's nil.
     */
    GOJS_KIND_NULL,
    /**
     * `true` or `false`: `number` is 1 or 0.
     */
    GOJS_KIND_BOOLEAN,
    /**
     * `number`. JavaScript has no other numbers than `double`.
     */
    GOJS_KIND_NUMBER,
    /**
     * `data` has `len` bytes of UTF-8.
     */
    GOJS_KIND_STRING,
    /**
     * A `Uint8Array`: `data` has `len` bytes. Go reads it by `js.CopyBytesToGo`.
     */
    GOJS_KIND_BYTES,
    /**
     * An object or an array: `data` has `len` bytes of UTF-8, which are its JSON. In Go it is the object itself.
     */
    GOJS_KIND_JSON,
    /**
     * `function`, such as one that Go has made with `js.FuncOf`.
     */
    GOJS_KIND_FUNCTION,
    /**
     * Something that has no JSON either, such as an object with a cycle. It is never passed to Go.
     */
    GOJS_KIND_OTHER,
} gojs_kind;

/**
 * What a program may have so many of, and no more. What comes to a limit is refused, where a program can be told so; else the
 * program is ended.
 */
typedef enum {
    /**
     * Bytes of JavaScript values, about: 1,073,741,824. The linear memory is the runtime's, and apart from these.
     */
    GOJS_LIMIT_HEAP_BYTES = 0,
    /**
     * Timers that run at once: 65,536.
     */
    GOJS_LIMIT_TIMERS,
    /**
     * Callbacks, events and jobs that wait for Go to come to rest: 1,048,576.
     */
    GOJS_LIMIT_QUEUE,
    /**
     * Files that are open at once, the standard streams among them: 1,024.
     */
    GOJS_LIMIT_OPEN_FILES,
    /**
     * How deep Go and its host may call one another before Go is thrown a `RangeError`: 128. Each level takes stack, of gojs and
     * of the wasm runtime.
     */
    GOJS_LIMIT_DEPTH,
    /**
     * Bytes written to each of the standard streams: as many as it likes.
     */
    GOJS_LIMIT_OUTPUT_BYTES,
    /**
     * Bytes of one string: 536,870,888.
     */
    GOJS_LIMIT_STRING_BYTES,
    /**
     * Bytes of one array buffer: 4,294,967,296.
     */
    GOJS_LIMIT_BUFFER_BYTES,
    /**
     * Objects, strings and other JavaScript values that take a cell of the heap: 4,194,304.
     */
    GOJS_LIMIT_CELLS,
} gojs_limit;

/**
 * What a program is made with: arguments, environment, files, functions of C's, the host. One may be used for many
 * programs, by one thread at a time. What is set twice is replaced, and a text is copied.
 */
typedef struct gojs_config gojs_config;

/**
 * A function of a program's that C keeps.
 */
typedef struct gojs_function gojs_function;

/**
 * One running Go program, in one instance of the wasm runtime.
 *
 * It never sleeps and never spawns a thread: `gojs_program_poll` does what is due, `gojs_program_poll_at` says when to come
 * back, and `gojs_program_run` is that loop.
 *
 * Calls with the same program must come one after the other: one that comes from inside a callback, or from another thread
 * meanwhile, returns `GOJS_STATUS_BUSY` and does nothing; `gojs_import_call` alone comes from inside `run`, `resume` and
 * `getsp`. They may come from different threads, if the callbacks may.
 */
typedef struct gojs_program gojs_program;

/**
 * What a `gojs_callback` returns or throws. It lives until the callback returns.
 */
typedef struct gojs_result gojs_result;

/**
 * A JavaScript value.
 *
 * What is passed to gojs is copied. What is passed to C lives as long as the function says that does it; after `data` comes
 * a NUL that `len` does not count.
 */
typedef struct {
    /**
     * A `gojs_kind`. The kind says which of the others are looked at.
     */
    uint32_t kind;
    /**
     * The number or the boolean.
     */
    double number;
    /**
     * The text or the bytes. Of none it may be NULL.
     */
    const char *data;
    /**
     * How many bytes there are.
     */
    size_t len;
    /**
     * The function. To keep it for longer: `gojs_function_clone`.
     */
    const gojs_function *function;
} gojs_value;

/**
 * A function of C's, which Go calls with `js.Global().Call`. The arguments live until it returns. What it returns or throws
 * it says by `gojs_return` and `gojs_throw`; a function that says nothing returns `undefined`.
 *
 * It must not call functions with the same program: those return `GOJS_STATUS_BUSY`. `gojs_function_clone` keeps a function
 * that was passed, to be called later.
 */
typedef void (*gojs_callback)(void *ctx, const gojs_value *arguments, size_t count, gojs_result *result);

/**
 * What a program has of the world. Each callback may be NULL: then it is the operating system that answers; where there is
 * none, the comment says what happens.
 *
 * The callbacks are called from inside the functions that take a `gojs_program`, on the same thread; the first argument is
 * `ctx` always. They must return. They must not call functions with the same program: those return `GOJS_STATUS_BUSY`.
 *
 * Errors are numbers of Linux's `errno`, whatever the system: `GOJS_EAGAIN` and its like. One that Go does not know is `EIO`.
 */
typedef struct {
    /**
     * The first argument of each callback.
     */
    void *ctx;
    /**
     * Nanoseconds on a clock that never goes backwards, with any beginning: the one of `gojs_program_poll`. Go can't do
     * without. Where it is given, `wait` should be, too: otherwise the clock is watched until it is time.
     */
    uint64_t (*monotonic)(void *ctx);
    /**
     * Nanoseconds since 1970-01-01 00:00 UTC. Otherwise: 1970 began when the monotonic clock did.
     */
    uint64_t (*wall_clock)(void *ctx);
    /**
     * What local time is ahead of UTC, in minutes, at a moment in milliseconds since 1970. Otherwise: 0.
     */
    int32_t (*time_zone_offset)(void *ctx, int64_t unix_ms);
    /**
     * Fills `bytes` with `len` random bytes, fit for keys, and returns 0; or an error. Otherwise: `ENOSYS`, with which no Go
     * program starts.
     */
    int32_t (*entropy)(void *ctx, uint8_t *bytes, size_t len);
    /**
     * Writes to the stream `fd`, 1 or 2, and returns how many of the bytes were taken, at least one; or a negative error.
     * Otherwise: they are dropped.
     */
    int64_t (*write)(void *ctx, int32_t fd, const uint8_t *bytes, size_t len);
    /**
     * Reads from standard input, and returns how many bytes have come, 0 at its end; or a negative error: after
     * `-GOJS_EAGAIN` it is asked again by the next poll. Otherwise: it is at its end.
     */
    int64_t (*read)(void *ctx, uint8_t *bytes, size_t len);
    /**
     * Lets time pass until the monotonic clock shows `until`, `UINT64_MAX` for ever, or until input has come. It may return
     * early. `gojs_program_run` alone calls it. Otherwise: the clock is watched.
     */
    void (*wait)(void *ctx, uint64_t until);
    /**
     * The program has exited with this code. Otherwise: nothing happens.
     */
    void (*exit)(void *ctx, int32_t code);
} gojs_host;

/**
 * A wasm runtime with one instance of a Go program in it: how gojs reaches the linear memory, and enters the wasm. The
 * exports are named `mem`, `run`, `resume` and `getsp`.
 *
 * The callbacks are called from inside the functions that take a `gojs_program`, on the same thread, and not before the
 * program is started; the first argument is `ctx` always. They must return: neither `longjmp` nor a C++ exception may leave
 * them. A callback that returns an `int32_t` says 0 if all went well.
 */
typedef struct {
    /**
     * The first argument of each callback.
     */
    void *ctx;
    /**
     * The size of the linear memory, in bytes. Required.
     */
    uint64_t (*memory_size)(void *ctx);
    /**
     * Where the linear memory begins, for a runtime that lends it: then nothing is copied, and `memory_read` and `memory_write`
     * are not needed. It is asked for again at each access, as a memory that grows may move; until the next callback of this
     * table, and for the time of a callback of `gojs_host`, it has to stay where it is. NULL: it is not lent now.
     */
    uint8_t *(*memory_data)(void *ctx);
    /**
     * Copies `len` bytes at `addr` into `bytes`, or does nothing and returns non-zero, where they don't lie wholly inside.
     */
    int32_t (*memory_read)(void *ctx, uint32_t addr, uint8_t *bytes, size_t len);
    /**
     * Copies `len` of `bytes` to `addr`, or does nothing and returns non-zero, where they would not lie wholly inside.
     */
    int32_t (*memory_write)(void *ctx, uint32_t addr, const uint8_t *bytes, size_t len);
    /**
     * Calls the export `run`. Non-zero: the wasm has trapped. Required.
     */
    int32_t (*run)(void *ctx, int32_t argc, int32_t argv);
    /**
     * Calls the export `resume`. It is called from inside imports, too: the runtime must be able to enter an instance anew that
     * is in the middle of a call. Non-zero: the wasm has trapped. Required.
     */
    int32_t (*resume)(void *ctx);
    /**
     * Calls the export `getsp`, and stores what it returns. From inside imports, too; and after a trap, for the traceback in
     * the error's text, so that an old trap must not keep it from running. Non-zero: the wasm has trapped. Required.
     */
    int32_t (*getsp)(void *ctx, uint32_t *sp);
    /**
     * What went wrong when one of the three returned non-zero, for the error's text: a text that lives until the next
     * callback. May be NULL, and may return NULL.
     */
    const char *(*error)(void *ctx);
} gojs_runtime;

/**
 * What `gojs_program_poll` has come to.
 */
typedef struct {
    /**
     * How far the program has come.
     */
    gojs_progress progress;
    /**
     * The exit code, of a program that has exited.
     */
    int32_t exit_code;
    /**
     * When the next timer is due, in nanoseconds of the monotonic clock, of a program that waits. `UINT64_MAX`: only input, or
     * a call of C's, can wake it.
     */
    uint64_t until;
} gojs_poll;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * What a status means, in a few English words. A number that is no status has a text as well. Never NULL; it lives forever.
 */
const char *gojs_status_text(uint32_t status);

/**
 * Begins a program that has one argument, `js`, its name; no environment, no files, no functions. Never NULL.
 */
gojs_config *gojs_config_new(void);

/**
 * Frees a configuration. The programs that were made with it go on. NULL is nothing.
 *
 * # Safety
 *
 * `config` is NULL, or was returned by `gojs_config_new`, and is not used any more.
 */
void gojs_config_free(gojs_config *config);

/**
 * Adds an argument. The first is the program's name, `os.Args[0]`.
 *
 * # Safety
 *
 * `config` is NULL or a configuration; `argument` is NULL or a text with a NUL at its end.
 */
gojs_status gojs_config_arg(gojs_config *config, const char *argument);

/**
 * Sets an environment variable.
 *
 * # Safety
 *
 * `config` is NULL or a configuration; `name` and `value` are NULL or texts with a NUL at their ends.
 */
gojs_status gojs_config_env(gojs_config *config, const char *name, const char *value);

/**
 * Sets the working directory, an absolute path of the guest's. Default: `/`.
 *
 * # Safety
 *
 * `config` is NULL or a configuration; `path` is NULL or a text with a NUL at its end.
 */
gojs_status gojs_config_cwd(gojs_config *config, const char *path);

/**
 * Mounts an empty file system that lies in memory at an absolute path of the guest's. Each program has one of its own.
 *
 * # Safety
 *
 * `config` is NULL or a configuration; `path` is NULL or a text with a NUL at its end.
 */
gojs_status gojs_config_mount_memory(gojs_config *config, const char *path);

/**
 * Mounts a directory of the operating system's at an absolute path of the guest's, out of which no path of the guest's
 * leads. `gojs_program_new` opens it, and where there is no operating system says `GOJS_STATUS_DIRECTORY`.
 *
 * # Safety
 *
 * `config` is NULL or a configuration; `path` and `directory` are NULL or texts with a NUL at their ends.
 */
gojs_status gojs_config_mount_directory(gojs_config *config,
                                        const char *path,
                                        const char *directory,
                                        bool is_read_only);

/**
 * Defines a function on the global object. `callback` and `ctx` have to last until each program is freed that was made with
 * this configuration.
 *
 * # Safety
 *
 * `config` is NULL or a configuration; `name` is NULL or a text with a NUL at its end; `callback` may be called with `ctx`
 * for as long as said, and does what `gojs_callback` says.
 */
gojs_status gojs_config_function(gojs_config *config,
                                 const char *name,
                                 gojs_callback callback,
                                 void *ctx);

/**
 * Sets what answers the guest's calls by waPC, and defines the global object `wapc`, by which a guest makes them. `callback` is
 * given four arguments, the binding, the namespace and the operation as strings and the payload as bytes, and returns bytes, a
 * text, or nothing; what it throws is the guest's error. `callback` and `ctx` have to last until each program is freed that was
 * made with this configuration.
 *
 * A guest that imports functions from a module `wapc` needs a runtime that has them: they are not among the imports here.
 *
 * # Safety
 *
 * `config` is NULL or a configuration; `callback` may be called with `ctx` for as long as said, and does what `gojs_callback`
 * says.
 */
gojs_status gojs_config_wapc(gojs_config *config,
                             gojs_callback callback,
                             void *ctx);

/**
 * Sets the host, which is copied; its callbacks and its `ctx` have to last until each program is freed that was made with
 * this configuration. NULL is the operating system again.
 *
 * # Safety
 *
 * `config` is NULL or a configuration; `host` is NULL, or its callbacks may be called with its `ctx` for as long as said, and
 * do what `gojs_host` says.
 */
gojs_status gojs_config_host(gojs_config *config,
                             const gojs_host *host);

/**
 * Makes two runs equal: in place of the operating system there is a host whose clock shows 2000-01-01 and goes on by itself,
 * whose random bytes come from the seed, whose input is empty, and whose output is dropped. The callbacks of
 * `gojs_config_host` come first, as ever: `write` has the output.
 *
 * # Safety
 *
 * `config` is NULL or a configuration.
 */
gojs_status gojs_config_deterministic(gojs_config *config,
                                      uint64_t seed);

/**
 * Sets what a program may have: `limit` is a `gojs_limit`, which has the defaults.
 *
 * # Safety
 *
 * `config` is NULL or a configuration.
 */
gojs_status gojs_config_limit(gojs_config *config, uint32_t limit, uint64_t most);

/**
 * Has the callback return a value, which is copied.
 *
 * # Safety
 *
 * `result` is what the callback was given, which has not returned; `value` is what its kind says.
 */
gojs_status gojs_return(gojs_result *result, const gojs_value *value);

/**
 * Has the callback throw an `Error` with a message: in Go, `Call` panics with a `js.Error`.
 *
 * # Safety
 *
 * `result` is what the callback was given, which has not returned; `message` is NULL or a text with a NUL at its end.
 */
gojs_status gojs_throw(gojs_result *result, const char *message);

/**
 * Keeps a function: until what this returns is passed to `gojs_function_free`, it can be called. NULL for NULL.
 *
 * # Safety
 *
 * `function` is NULL, or that of a value that lives, or was returned by this function and not freed.
 */
const gojs_function *gojs_function_clone(const gojs_function *function);

/**
 * Lets go of a function that was kept, before its program is freed or afterwards. NULL is nothing.
 *
 * # Safety
 *
 * `function` is NULL, or was returned by `gojs_function_clone`, and is not used any more.
 */
void gojs_function_free(const gojs_function *function);

/**
 * How many imports there are. A number below is one of them: first those of the module `gojs`, which Go 1.21 and later import
 * from, then the same of `go`, for earlier ones.
 *
 * Each takes one `i32`, the stack pointer, and returns nothing. The runtime defines those that the module asks for, or all,
 * by `gojs_import_module` and `gojs_import_name`, each as a call of `gojs_import_call`.
 */
size_t gojs_import_count(void);

/**
 * The module that an import is imported from, `gojs` or `go`; NULL if there is no such import. It lives forever.
 */
const char *gojs_import_module(size_t import);

/**
 * The name that an import is imported by, such as `syscall/js.valueGet`; NULL if there is no such import. It lives forever.
 */
const char *gojs_import_name(size_t import);

/**
 * Stores the number of an import, for a runtime that goes through a module's imports. `GOJS_STATUS_INVALID`: it is none of
 * these, and C has to provide it.
 *
 * # Safety
 *
 * `module` and `name` are NULL or texts with a NUL at their ends; `import` is NULL, or there is room for a number.
 */
gojs_status gojs_import_find(const char *module,
                             const char *name,
                             size_t *import);

/**
 * Does what an import is for: the runtime calls this where the wasm calls the import, with its one argument. It comes from
 * inside `run`, `resume` or `getsp` of `gojs_runtime`, on the same thread, and may call `resume` and `getsp` itself.
 *
 * Unless it returns `GOJS_STATUS_OK`, the runtime must trap, and have `run` or `resume` return non-zero: the Go program can't go
 * on. That is how a program exits, too.
 *
 * # Safety
 *
 * `program` is NULL or a program.
 */
gojs_status gojs_import_call(const gojs_program *program,
                             size_t import,
                             uint32_t sp);

/**
 * Makes a program. Nothing is called and nothing runs before it is started, so that the wasm can be instantiated afterwards,
 * with imports that call `gojs_import_call` with this program. The callbacks and the `ctx` of `runtime`, which is copied,
 * have to last until the program is freed.
 *
 * `GOJS_STATUS_NULL`: one of the callbacks is missing that are required. Unless it is `GOJS_STATUS_OK`, NULL is stored.
 *
 * # Safety
 *
 * `config` is NULL or a configuration; `runtime` is NULL, or its callbacks may be called with its `ctx` for as long as said,
 * and do what `gojs_runtime` says; `program` is NULL, or there is room for a pointer.
 */
gojs_status gojs_program_new(const gojs_config *config,
                             const gojs_runtime *runtime,
                             gojs_program **program);

/**
 * Frees a program, wherever it is. NULL is nothing. `GOJS_STATUS_BUSY`: the call came from inside a callback, and the program
 * was not freed.
 *
 * # Safety
 *
 * `program` is NULL, or was stored by `gojs_program_new`, and is not used any more once this has returned `GOJS_STATUS_OK`.
 */
gojs_status gojs_program_free(gojs_program *program);

/**
 * What went wrong in the last call with this program that said that something did: a text with the Go functions that were
 * being called, where the program was ended by an error. `GOJS_STATUS_BUSY` and the like of wrong arguments leave it as it
 * was. Empty, if nothing has gone wrong; never NULL. It lives until the next call with this program.
 *
 * # Safety
 *
 * `program` is NULL or a program.
 */
const char *gojs_program_error(const gojs_program *program);

/**
 * Stores what the program has passed to `os.Exit`: 0 when `main` returned, 2 after a panic or a deadlock. `GOJS_STATUS_INVALID`:
 * it has not exited.
 *
 * # Safety
 *
 * `program` is NULL or a program; `code` is NULL, or there is room for a number.
 */
gojs_status gojs_program_exit_code(const gojs_program *program,
                                   int32_t *code);

/**
 * Starts the program, and returns when it has exited or every goroutine waits. The wasm must have been instantiated.
 *
 * # Safety
 *
 * `program` is NULL or a program.
 */
gojs_status gojs_program_start(const gojs_program *program);

/**
 * Does what is due at `now`, in nanoseconds of the monotonic clock, until every goroutine waits. A program that was not
 * started is started. A goroutine that computes without pause keeps it for so long.
 *
 * # Safety
 *
 * `program` is NULL or a program; `poll` is NULL, or there is room for one.
 */
gojs_status gojs_program_poll(const gojs_program *program, uint64_t now, gojs_poll *poll);

/**
 * Stores when `gojs_program_poll` has something to do: when the next timer is due, 0 if there is something already,
 * `UINT64_MAX` if only input or a call of C's can wake the program, or nothing can.
 *
 * # Safety
 *
 * `program` is NULL or a program; `at` is NULL, or there is room for a number.
 */
gojs_status gojs_program_poll_at(const gojs_program *program, uint64_t *at);

/**
 * Stores what the monotonic clock of the program's host shows, for `gojs_program_poll`.
 *
 * # Safety
 *
 * `program` is NULL or a program; `now` is NULL, or there is room for a number.
 */
gojs_status gojs_program_now(const gojs_program *program, uint64_t *now);

/**
 * Stores whether nothing can wake the program but a call of C's: no timer runs, and no read waits for input. Where no such
 * call will come, this is a deadlock, which `gojs_program_wake` has Go report.
 *
 * # Safety
 *
 * `program` is NULL or a program; `is_idle` is NULL, or there is room for it.
 */
gojs_status gojs_program_is_idle(const gojs_program *program,
                                 bool *is_idle);

/**
 * Wakes an idle program: Go finds that all goroutines are asleep, reports the deadlock with their stacks, and exits with
 * code 2.
 *
 * # Safety
 *
 * `program` is NULL or a program.
 */
gojs_status gojs_program_wake(const gojs_program *program);

/**
 * Runs the program to its exit, over the host's clock and its `wait`, and stores the exit code. A program that waits for what
 * will never come is woken once, to report its deadlock.
 *
 * # Safety
 *
 * `program` is NULL or a program; `exit_code` is NULL, or there is room for a number.
 */
gojs_status gojs_program_run(const gojs_program *program,
                             int32_t *exit_code);

/**
 * Calls a function of the global object, such as one that Go has put there with `js.Global().Set` and `js.FuncOf`, and returns
 * when it has, and every goroutine waits again. What it returns is stored, unless `result` is NULL, and lives until the next
 * call with this program.
 *
 * A Go function that waits for a timer or for input has not returned by then: its result is `undefined`, as in a browser. It
 * goes on in the next poll.
 *
 * # Safety
 *
 * `program` is NULL or a program; `name` is NULL or a text with a NUL at its end; `arguments` is NULL, or there are `count`
 * values, each what its kind says; `result` is NULL, or there is room for a value.
 */
gojs_status gojs_program_call(const gojs_program *program,
                              const char *name,
                              const gojs_value *arguments,
                              size_t count,
                              gojs_value *result);

/**
 * Calls a function that C keeps, with `this` undefined; otherwise like `gojs_program_call`.
 *
 * # Safety
 *
 * As `gojs_program_call`; `function` is NULL or a function that lives.
 */
gojs_status gojs_program_call_function(const gojs_program *program,
                                       const gojs_function *function,
                                       const gojs_value *arguments,
                                       size_t count,
                                       gojs_value *result);

/**
 * Has a function that C keeps called by the next poll: for an event whose handler Go has passed. What it returns nobody looks
 * at; what it throws ends the program.
 *
 * # Safety
 *
 * `program` is NULL or a program; `function` is NULL or a function that lives; `arguments` is NULL, or there are `count`
 * values, each what its kind says.
 */
gojs_status gojs_program_queue(const gojs_program *program,
                               const gojs_function *function,
                               const gojs_value *arguments,
                               size_t count);

/**
 * Invokes an operation of the guest's by waPC, with bytes, and runs the program until it has answered, over the host's clock and
 * its `wait`. The answer, as bytes, is stored, unless `result` is NULL, and lives until the next call with this program. The
 * program must have been started.
 *
 * `GOJS_STATUS_THROWN`: the guest has failed, and `gojs_program_error` has what it says of it.
 *
 * # Safety
 *
 * `program` is NULL or a program; `operation` is NULL or a text with a NUL at its end; `payload` is NULL, or there are `len`
 * bytes; `result` is NULL, or there is room for a value.
 */
gojs_status gojs_program_invoke(const gojs_program *program,
                                const char *operation,
                                const uint8_t *payload,
                                size_t len,
                                gojs_value *result);

/**
 * Has the runtime call an export of the module's own, such as one with `//go:wasmexport`: `call` does it, and returns
 * non-zero if the wasm has trapped. Outside of this, what such an export imports is refused. The program must have been
 * started: Go's runtime is not there before.
 *
 * # Safety
 *
 * `program` is NULL or a program; `call` is NULL or may be called with `ctx`.
 */
gojs_status gojs_program_enter(const gojs_program *program, int32_t (*call)(void *ctx), void *ctx);

/**
 * Stores a property of the global object, which lives until the next call with this program.
 *
 * # Safety
 *
 * `program` is NULL or a program; `name` is NULL or a text with a NUL at its end; `value` is NULL, or there is room for a
 * value.
 */
gojs_status gojs_program_get(const gojs_program *program,
                             const char *name,
                             gojs_value *value);

/**
 * Sets a property of the global object, before the program starts or while it runs.
 *
 * # Safety
 *
 * `program` is NULL or a program; `name` is NULL or a text with a NUL at its end; `value` is NULL, or what its kind says.
 */
gojs_status gojs_program_set(const gojs_program *program,
                             const char *name,
                             const gojs_value *value);

/**
 * `undefined`, as a value.
 */
gojs_value gojs_undefined(void);

/**
 * `null`, as a value.
 */
gojs_value gojs_null(void);

/**
 * A boolean, as a value.
 */
gojs_value gojs_boolean(bool boolean);

/**
 * A number, as a value.
 */
gojs_value gojs_number(double number);

/**
 * A text, as a value, which points to it. NULL is `null`.
 *
 * # Safety
 *
 * `text` is NULL, or bytes of UTF-8 with a NUL at their end.
 */
gojs_value gojs_string(const char *text);

/**
 * An object or an array, by its JSON, as a value, which points to it. NULL is `null`.
 *
 * # Safety
 *
 * `text` is NULL, or bytes of UTF-8 with a NUL at their end.
 */
gojs_value gojs_json(const char *text);

/**
 * Bytes, as a value, which points to them.
 */
gojs_value gojs_bytes(const uint8_t *bytes, size_t len);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* GOJS_H */
