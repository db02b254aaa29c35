/* The adapter between gojs and WAMR. To use another wasm runtime, replace this file. */
#include "wamr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The size of the wasm stack in bytes, which limits the call depth of Go. A board has less. */
enum { WASM_STACK = 64 << 20 };

/* The callbacks of gojs_runtime. */

static uint64_t memory_size(void *ctx)
{
    struct wamr *wamr = ctx;
    uint32_t start = 0, end = 0;
    return wasm_runtime_get_app_addr_range(wamr->instance, 0, &start, &end) ? end : 0;
}

static uint8_t *memory_data(void *ctx)
{
    struct wamr *wamr = ctx;
    return wasm_runtime_addr_app_to_native(wamr->instance, 0);
}

/* Calls an export. WAMR reports a trap as an exception, which stays in the instance until it is cleared. */
static int32_t enter(struct wamr *wamr, wasm_function_inst_t function, uint32_t argc, uint32_t *argv)
{
    if (wasm_runtime_call_wasm(wamr->exec_env, function, argc, argv))
        return 0;
    snprintf(wamr->error, sizeof wamr->error, "%s", wasm_runtime_get_exception(wamr->instance));
    wasm_runtime_clear_exception(wamr->instance);
    return 1;
}

static int32_t run(void *ctx, int32_t argc, int32_t argv)
{
    struct wamr *wamr = ctx;
    uint32_t cells[] = { (uint32_t)argc, (uint32_t)argv };
    return enter(wamr, wamr->run, 2, cells);
}

static int32_t resume(void *ctx)
{
    struct wamr *wamr = ctx;
    return enter(wamr, wamr->resume, 0, NULL);
}

static int32_t getsp(void *ctx, uint32_t *sp)
{
    struct wamr *wamr = ctx;
    uint32_t cells[1];
    if (enter(wamr, wamr->getsp, 0, cells) != 0)
        return 1;
    *sp = cells[0];
    return 0;
}

static const char *error(void *ctx)
{
    struct wamr *wamr = ctx;
    return wamr->error;
}

/* The imports. */

/* Implements all imports. The attachment, set at registration, is the number of the import. */
static void import(wasm_exec_env_t exec_env, uint32_t sp)
{
    wasm_module_inst_t instance = wasm_runtime_get_module_inst(exec_env);
    struct wamr *wamr = wasm_runtime_get_custom_data(instance);
    size_t number = (size_t)(uintptr_t)wasm_runtime_get_function_attachment(exec_env);
    gojs_status status = gojs_import_call(wamr->program, number, sp);
    if (status != GOJS_STATUS_OK)
        wasm_runtime_set_exception(instance, gojs_status_text(status));
}

/* Registers the imports once for all programs. WAMR requires one call for each module, and keeps the array. */
static bool register_imports(void)
{
    static NativeSymbol symbols[64];
    size_t count = gojs_import_count();
    if (count > sizeof symbols / sizeof symbols[0])
        return false;
    for (size_t first = 0, next; first < count; first = next) {
        const char *module = gojs_import_module(first);
        for (next = first; next < count && strcmp(gojs_import_module(next), module) == 0; next++) {
            symbols[next].symbol = gojs_import_name(next);
            symbols[next].func_ptr = (void *)import;
            symbols[next].signature = "(i)";
            symbols[next].attachment = (void *)(uintptr_t)next;
        }
        if (!wasm_runtime_register_natives(module, symbols + first, (uint32_t)(next - first)))
            return false;
    }
    return true;
}

/*
 * This WAMR version, from 2020, resolves native functions only for built-in module names such as `env`; later versions
 * do so for any module. The linker option --wrap replaces the function that checks the name with this one.
 */
bool __wrap_wasm_runtime_is_built_in_module(const char *module)
{
    return strcmp(module, "gojs") == 0 || strcmp(module, "go") == 0;
}

/* A stub for the lookup of global variables in WAMR's C library, which is not linked. */
bool wasm_native_lookup_libc_builtin_global(const char *module, const char *name, void *global)
{
    (void)module, (void)name, (void)global;
    return false;
}

static bool start_wamr(void)
{
    static bool is_started;
    RuntimeInitArgs args;
    if (is_started)
        return true;
    memset(&args, 0, sizeof args);
    args.mem_alloc_type = Alloc_With_System_Allocator;
    is_started = wasm_runtime_full_init(&args) && register_imports();
    return is_started;
}

static uint8_t *read_file(const char *path, uint32_t *size)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = NULL;
    long length;
    if (!file)
        return NULL;
    if (fseek(file, 0, SEEK_END) == 0 && (length = ftell(file)) > 0 && length < INT32_MAX && fseek(file, 0, SEEK_SET) == 0) {
        bytes = malloc((size_t)length);
        if (bytes && fread(bytes, 1, (size_t)length, file) != (size_t)length) {
            free(bytes);
            bytes = NULL;
        }
        *size = (uint32_t)length;
    }
    fclose(file);
    return bytes;
}

bool wamr_open(struct wamr *wamr, const char *path, const gojs_config *config)
{
    gojs_runtime runtime = {
        .ctx = wamr,
        .memory_size = memory_size,
        .memory_data = memory_data,
        .run = run,
        .resume = resume,
        .getsp = getsp,
        .error = error,
    };
    uint32_t size = 0;
    gojs_status status;

    memset(wamr, 0, sizeof *wamr);
    if (!start_wamr()) {
        fprintf(stderr, "WAMR can't be started\n");
        return false;
    }
    wamr->bytes = read_file(path, &size);
    if (!wamr->bytes) {
        fprintf(stderr, "%s can't be read\n", path);
        return false;
    }
    /* The module keeps pointers into these bytes until it is unloaded. */
    wamr->module = wasm_runtime_load(wamr->bytes, size, wamr->error, sizeof wamr->error);
    if (wamr->module)
        wamr->instance = wasm_runtime_instantiate(wamr->module, WASM_STACK, 0, wamr->error, sizeof wamr->error);
    if (wamr->instance)
        wamr->exec_env = wasm_runtime_create_exec_env(wamr->instance, WASM_STACK);
    if (!wamr->exec_env) {
        fprintf(stderr, "%s: %s\n", path, wamr->error);
        return false;
    }
    wasm_runtime_set_custom_data(wamr->instance, wamr);
    wamr->run = wasm_runtime_lookup_function(wamr->instance, "run", "(ii)");
    wamr->resume = wasm_runtime_lookup_function(wamr->instance, "resume", "()");
    wamr->getsp = wasm_runtime_lookup_function(wamr->instance, "getsp", "()i");
    if (!wamr->run || !wamr->resume || !wamr->getsp) {
        fprintf(stderr, "%s is not a Go program for js/wasm\n", path);
        return false;
    }
    status = gojs_program_new(config, &runtime, &wamr->program);
    if (status != GOJS_STATUS_OK) {
        fprintf(stderr, "%s: %s\n", path, gojs_status_text((uint32_t)status));
        return false;
    }
    return true;
}

void wamr_close(struct wamr *wamr)
{
    gojs_program_free(wamr->program);
    if (wamr->exec_env)
        wasm_runtime_destroy_exec_env(wamr->exec_env);
    if (wamr->instance)
        wasm_runtime_deinstantiate(wamr->instance);
    if (wamr->module)
        wasm_runtime_unload(wamr->module);
    free(wamr->bytes);
}

void wamr_complain(const struct wamr *wamr, const char *what, gojs_status status)
{
    const char *text = gojs_program_error(wamr->program);
    fprintf(stderr, "%s: %s%s%s\n", what, gojs_status_text((uint32_t)status), *text ? ": " : "", text);
}
