/* Runs the prebuilt guest as a plugin and calls its functions from C. The Rust counterpart is examples/greet.rs. */
#include "wamr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check(const struct wamr *wamr, const char *what, gojs_status status)
{
    if (status != GOJS_STATUS_OK) {
        wamr_complain(wamr, what, status);
        exit(1);
    }
}

int main(int argc, char **argv)
{
    struct wamr wamr;
    gojs_config *config = gojs_config_new();
    gojs_value numbers[] = { gojs_number(2), gojs_number(40) };
    gojs_value text = gojs_string("Ada");
    gojs_value later[] = { gojs_number(20), gojs_string("done") };
    gojs_value result;
    gojs_status status;
    int32_t code;

    if (argc != 2) {
        fprintf(stderr, "usage: %s greet.wasm\n", argv[0]);
        return 2;
    }
    gojs_config_arg(config, "greet");
    gojs_config_arg(config, "-serve");
    if (!wamr_open(&wamr, argv[1], config))
        return 1;

    /* Runs `main` until it waits. By then it has defined its functions on the global object. */
    check(&wamr, "start", gojs_program_start(wamr.program));
    check(&wamr, "add", gojs_program_call(wamr.program, "add", numbers, 2, &result));
    printf("add(2, 40) is %g\n", result.number);
    check(&wamr, "greet", gojs_program_call(wamr.program, "greet", &text, 1, &result));
    printf("greet(\"Ada\") is \"%s\"\n", result.data);

    status = gojs_program_call(wamr.program, "missing", NULL, 0, NULL);
    printf("missing(): %s: %s\n", gojs_status_text((uint32_t)status), gojs_program_error(wamr.program));

    /* Work that continues after the call that started it: `poll.until` is when the program needs the next poll. */
    check(&wamr, "later", gojs_program_call(wamr.program, "later", later, 2, NULL));
    for (;;) {
        uint64_t now;
        gojs_poll poll;
        check(&wamr, "now", gojs_program_now(wamr.program, &now));
        check(&wamr, "poll", gojs_program_poll(wamr.program, now, &poll));
        if (poll.progress == GOJS_PROGRESS_EXITED || (poll.progress == GOJS_PROGRESS_WAITING && poll.until == UINT64_MAX))
            break;
        /* The host can do other work here until `poll.until`. */
    }
    check(&wamr, "result", gojs_program_get(wamr.program, "result", &result));
    printf("20 ms later: %s\n", result.data);

    /* A call that ends the program has no result: its status is GOJS_STATUS_EXITED. */
    status = gojs_program_call(wamr.program, "stop", NULL, 0, NULL);
    if (status != GOJS_STATUS_EXITED) {
        wamr_complain(&wamr, "the guest goes on", status);
        return 1;
    }
    check(&wamr, "exit code", gojs_program_exit_code(wamr.program, &code));
    printf("the guest has exited with code %d\n", code);
    wamr_close(&wamr);
    gojs_config_free(config);
    return 0;
}
