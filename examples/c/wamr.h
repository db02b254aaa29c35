/* A Go program on WAMR, the WebAssembly Micro Runtime. */
#ifndef WAMR_H
#define WAMR_H

#include "gojs.h"
#include "wasm_export.h"

struct wamr {
    gojs_program *program;
    uint8_t *bytes;
    wasm_module_t module;
    wasm_module_inst_t instance;
    wasm_exec_env_t exec_env;
    wasm_function_inst_t run, resume, getsp;
    char error[256];
};

/* Creates a program from a module in a file. On failure, prints an error message and returns false. */
bool wamr_open(struct wamr *wamr, const char *path, const gojs_config *config);

/* Frees all resources, including those of a program that could not be created. */
void wamr_close(struct wamr *wamr);

/* Prints an error message to standard error. */
void wamr_complain(const struct wamr *wamr, const char *what, gojs_status status);

#endif
