/* Invokes a guest through waPC (WebAssembly Procedure Calls), and handles its host calls. The Rust counterpart is
 * examples/wapc.rs. */
#include "wamr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Handles the host calls of the guest. The arguments are a binding, a namespace, an operation and a payload. */
static void answer(void *ctx, const gojs_value *arguments, size_t count, gojs_result *result)
{
    static const char hello[] = "Hello, ";
    const size_t len = sizeof hello - 1;

    (void)ctx;
    if (count == 4 && strcmp(arguments[1].data, "sample") == 0 && strcmp(arguments[2].data, "hello") == 0) {
        uint8_t *bytes = malloc(len + arguments[3].len);
        gojs_value response;
        if (!bytes) {
            gojs_throw(result, "the host is out of memory");
            return;
        }
        memcpy(bytes, hello, len);
        memcpy(bytes + len, arguments[3].data, arguments[3].len);
        response = gojs_bytes(bytes, len + arguments[3].len);
        gojs_return(result, &response);
        free(bytes);
    } else {
        gojs_throw(result, "the host has no such operation");
    }
}

static void invoke(const struct wamr *wamr, const char *operation, const char *payload)
{
    gojs_value response;
    gojs_status status =
        gojs_program_guest_call(wamr->program, operation, (const uint8_t *)payload, strlen(payload), &response);

    if (status == GOJS_STATUS_OK)
        printf("%s: %.*s\n", operation, (int)response.len, response.data);
    else
        printf("%s: %s: %s\n", operation, gojs_status_text((uint32_t)status), gojs_program_error(wamr->program));
}

int main(int argc, char **argv)
{
    struct wamr wamr;
    gojs_config *config = gojs_config_new();
    gojs_status status;

    if (argc != 3) {
        fprintf(stderr, "usage: %s MODULE NAME\n", argv[0]);
        return 2;
    }
    /* The guest writes to the same file descriptor, bypassing stdio. */
    setvbuf(stdout, NULL, _IONBF, 0);
    gojs_config_wapc(config, answer, NULL);
    if (!wamr_open(&wamr, argv[1], config))
        return 1;
    /* Runs `main` until it waits. From then on the guest can be invoked. */
    status = gojs_program_start(wamr.program);
    if (status != GOJS_STATUS_OK) {
        wamr_complain(&wamr, "start", status);
        return 1;
    }
    invoke(&wamr, "greet", argv[2]);
    /* `later` responds after a delay, from a goroutine. */
    invoke(&wamr, "later", argv[2]);
    /* An operation that the guest or its host does not support, or that fails, is an error. Both continue. */
    invoke(&wamr, "dance", argv[2]);
    invoke(&wamr, "fail", "sagt der Gast: zu müde");
    invoke(&wamr, "ask", "sample sing a song");
    invoke(&wamr, "echo", argv[2]);
    wamr_close(&wamr);
    gojs_config_free(config);
    return 0;
}
