// js_eval interprets a small subset of JavaScript through syscall/js, so the host's objects and functions do the work.
// The script is read from stdin. Each line of it is a separate check, and its result is printed.
//
// A line may hold several statements. The value of the last expression is the result. Variables live for the line only.
// Empty lines and lines that begin with // are skipped, and a backslash at the end of a line continues it on the next
// one. With "msg:" at the beginning, the message of an exception is printed in addition to its name. "// async 20" at
// the end runs the host's event loop before the next line, until nothing happens for 20 ms (2 ms without a number).
//
// Arguments are the numbers of the only lines to evaluate.
package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"syscall/js"
	"time"
)

// check is a line of the script.
type check struct {
	number int
	// unsupported is the reason why the result is unreliable, or empty.
	unsupported string
	closures    []*closure
	// calls is the number of calls from the host.
	calls int
}

// current is the line that is being evaluated.
var current = &check{}

// printed is the output that is not written yet, because a callback from the host must not wait for the write.
var printed strings.Builder

func (c *check) print(what string) {
	fmt.Fprintf(&printed, "%d: %s\n", c.number, what)
}

func flush() {
	all := printed.String()
	printed.Reset()
	os.Stdout.WriteString(all)
}

// evaluate returns the output for a line.
func evaluate(source string, withMessage bool) (outcome string, wait time.Duration) {
	defer func() {
		switch problem := recover().(type) {
		case nil:
		case thrown:
			outcome = "throws " + describe(problem.value, withMessage)
		case syntaxError:
			outcome = "syntax error: " + string(problem)
		default:
			// The next lines may succeed.
			outcome = fmt.Sprint("panic: ", problem)
		}
	}()
	tokens, comment := lex(source)
	if strings.HasPrefix(comment, "async") {
		milliseconds, err := strconv.Atoi(strings.TrimSpace(comment[len("async"):]))
		if err != nil {
			milliseconds = 2
		}
		wait = time.Duration(milliseconds) * time.Millisecond
	}
	program := parse(tokens)
	left := result{undefined}
	helpers().run(program, &left)
	return inspect(left.value), wait
}

// settle runs the event loop until nothing calls the line's functions for this long.
func (c *check) settle(wait time.Duration) {
	for rounds := 0; wait > 0 && rounds < 100; rounds++ {
		before := c.calls
		time.Sleep(wait)
		if c.calls == before {
			return
		}
	}
}

// describe describes an exception.
func describe(v value, withMessage bool) string {
	if !isObject(v) || kind(getNamed(v, "name")) != "string" {
		return "value " + inspect(v)
	}
	name := getNamed(v, "name").String()
	if withMessage {
		return name + ": " + text(getNamed(v, "message"))
	}
	return name
}

func boolean(b bool) value {
	return js.ValueOf(b)
}

// wanted reports whether the arguments select a line.
func wanted(number int) bool {
	for _, arg := range os.Args[1:] {
		if arg == strconv.Itoa(number) {
			return true
		}
	}
	return len(os.Args) < 2
}

func main() {
	script, err := io.ReadAll(os.Stdin)
	if err != nil {
		panic(err)
	}
	lines := strings.Split(string(script), "\n")
	for i := 0; i < len(lines); i++ {
		current = &check{number: i + 1}
		source := strings.TrimSpace(lines[i])
		for strings.HasSuffix(source, "\\") && i+1 < len(lines) {
			i++
			source = strings.TrimSuffix(source, "\\") + strings.TrimSpace(lines[i])
		}
		if source == "" || strings.HasPrefix(source, "//") || !wanted(current.number) {
			continue
		}
		withMessage := strings.HasPrefix(source, "msg:")
		outcome, wait := evaluate(strings.TrimPrefix(source, "msg:"), withMessage)
		current.print(outcome)
		current.settle(wait)
		if current.unsupported != "" {
			current.print("unsupported: " + current.unsupported)
		}
		flush()
	}
}
