/*
 * A board without an operating system as a gojs host. C callbacks provide its clock, entropy and serial line. It
 * defines a measuring function for Go, and calls a Go handler when its button is pressed. The Go program is
 * guest/main.go.
 */
#include "wamr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct board {
    /* Nanoseconds since the board was switched on. On this simulated board, only waiting takes time. */
    uint64_t now;
    uint64_t random;
    /* The handler that Go has registered. */
    const gojs_function *on_press;
};

static uint64_t monotonic(void *ctx)
{
    struct board *board = ctx;
    return board->now;
}

static void wait(void *ctx, uint64_t until)
{
    struct board *board = ctx;
    if (until != UINT64_MAX && until > board->now)
        board->now = until;
}

/* NOT SUITABLE FOR KEYS: a real board reads its hardware random number generator here. */
static int32_t entropy(void *ctx, uint8_t *bytes, size_t len)
{
    struct board *board = ctx;
    for (size_t i = 0; i < len; i++) {
        board->random = board->random * 6364136223846793005u + 1442695040888963407u;
        bytes[i] = (uint8_t)(board->random >> 56);
    }
    return 0;
}

/* Accepts at most 16 bytes at a time, like a serial line. */
static int64_t write_line(void *ctx, int32_t fd, const uint8_t *bytes, size_t len)
{
    size_t taken = len < 16 ? len : 16;
    (void)ctx;
    fwrite(bytes, 1, taken, fd == 2 ? stderr : stdout);
    return (int64_t)taken;
}

/* millivolts(channel): measures channel 0 or 1. */
static void millivolts(void *ctx, const gojs_value *arguments, size_t count, gojs_result *result)
{
    gojs_value value;
    (void)ctx;
    if (count < 1 || arguments[0].kind != GOJS_KIND_NUMBER || arguments[0].number > 1) {
        gojs_throw(result, "there is no such channel");
        return;
    }
    value = gojs_number(3300 - 100 * arguments[0].number);
    gojs_return(result, &value);
}

/* onPress(handler): registers the handler. */
static void set_on_press(void *ctx, const gojs_value *arguments, size_t count, gojs_result *result)
{
    struct board *board = ctx;
    if (count < 1 || arguments[0].kind != GOJS_KIND_FUNCTION) {
        gojs_throw(result, "a handler is a function");
        return;
    }
    gojs_function_free(board->on_press);
    board->on_press = gojs_function_clone(arguments[0].function);
}

int main(int argc, char **argv)
{
    struct wamr wamr;
    struct board board = { .random = 1 };
    gojs_host host = {
        .ctx = &board,
        .monotonic = monotonic,
        .wait = wait,
        .entropy = entropy,
        .write = write_line,
    };
    gojs_config *config = gojs_config_new();
    gojs_poll poll = { .progress = GOJS_PROGRESS_READY };
    gojs_status status = GOJS_STATUS_OK;
    int presses = 0;

    if (argc != 2) {
        fprintf(stderr, "usage: %s guest.wasm\n", argv[0]);
        return 2;
    }
    gojs_config_host(config, &host);
    gojs_config_function(config, "millivolts", millivolts, &board);
    gojs_config_function(config, "onPress", set_on_press, &board);
    if (!wamr_open(&wamr, argv[1], config))
        return 1;

    /* The superloop. */
    while (status == GOJS_STATUS_OK && poll.progress != GOJS_PROGRESS_EXITED) {
        status = gojs_program_poll(wamr.program, board.now, &poll);
        if (status == GOJS_STATUS_OK && poll.progress == GOJS_PROGRESS_WAITING) {
            if (board.on_press && presses < 2) {
                /* Simulates a press of the button. The Go handler receives the JSON value as an object. */
                char event[64];
                gojs_value value;
                presses++;
                snprintf(event, sizeof event, "{\"press\":%d,\"at\":[%d,%d]}", presses, presses * 10, presses * 20);
                value = gojs_json(event);
                status = gojs_program_queue(wamr.program, board.on_press, &value, 1);
            } else {
                wait(&board, poll.until);
            }
        }
    }
    if (status != GOJS_STATUS_OK)
        wamr_complain(&wamr, argv[1], status);
    else
        printf("the board is at %.1f s, and the guest has exited with code %d\n", (double)board.now / 1e9, poll.exit_code);
    gojs_function_free(board.on_press);
    wamr_close(&wamr);
    gojs_config_free(config);
    return status == GOJS_STATUS_OK ? poll.exit_code : 1;
}
