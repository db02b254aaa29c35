/* Runs a Go program with the arguments and environment of this process, and exits with the program's exit code. */
#include "wamr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern char **environ;

int main(int argc, char **argv)
{
    struct wamr wamr;
    gojs_config *config;
    gojs_status status;
    int32_t code = 1;

    if (argc < 2) {
        fprintf(stderr, "usage: %s MODULE [ARGUMENT...]\n", argv[0]);
        return 2;
    }
    config = gojs_config_new();
    for (int i = 1; i < argc; i++)
        gojs_config_arg(config, argv[i]);
    for (char **variable = environ; *variable; variable++) {
        char *value = strchr(*variable, '=');
        if (value) {
            *value = '\0';
            gojs_config_env(config, *variable, value + 1);
            *value = '=';
        }
    }
    if (wamr_open(&wamr, argv[1], config)) {
        status = gojs_program_run(wamr.program, &code);
        if (status != GOJS_STATUS_OK) {
            wamr_complain(&wamr, argv[1], status);
            code = 1;
        }
    }
    wamr_close(&wamr);
    gojs_config_free(config);
    return code;
}
