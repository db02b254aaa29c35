// exit_code exits with the code in its first argument, from the place that its second argument names.
package main

import (
	"fmt"
	"os"
	"strconv"
	"syscall/js"
	"time"
)

func main() {
	defer fmt.Println("a deferred call ran")
	code, err := strconv.Atoi(os.Args[1])
	if err != nil {
		panic(err)
	}
	// Neither a waiting goroutine nor a timer keeps the program from exiting.
	go func() { select {} }()
	time.AfterFunc(time.Hour, func() { fmt.Println("too late") })

	fmt.Fprintln(os.Stderr, "to stderr, just before")
	fmt.Print("to stdout, with no line break")
	switch os.Args[2] {
	case "main":
		os.Exit(code)
	case "goroutine":
		go os.Exit(code)
		select {}
	case "timer":
		time.AfterFunc(time.Millisecond, func() { os.Exit(code) })
		select {}
	case "callback":
		exit := js.FuncOf(func(js.Value, []js.Value) interface{} {
			os.Exit(code)
			return nil
		})
		exit.Invoke()
	case "return":
		return
	}
	fmt.Println("still here")
}
