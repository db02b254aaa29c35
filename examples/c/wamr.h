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

/* Makes a program of a module in a file. What is wrong is said on standard error, and false returned. */
bool wamr_open(struct wamr *wamr, const char *path, const gojs_config *config);

/* Frees everything, also of a program that could not be made. */
void wamr_close(struct wamr *wamr);

/* Says what has gone wrong on standard error. */
void wamr_complain(const struct wamr *wamr, const char *what, gojs_status status);

#endif
