// deadlock waits for an impossible event, in the way that its argument names.
package main

import (
	"fmt"
	"os"
	"sync"
	"syscall/js"
	"time"
)

func main() {
	fmt.Println("waiting")
	switch os.Args[1] {
	case "receive":
		<-make(chan int)
	case "send":
		make(chan int) <- 1
	case "nil":
		var never chan int
		<-never
	case "select":
		select {}
	case "cases":
		a, b := make(chan int), make(chan string)
		select {
		case <-a:
		case b <- "":
		}
	case "mutex":
		var mutex sync.Mutex
		mutex.Lock()
		mutex.Lock()
	case "wait-group":
		var group sync.WaitGroup
		group.Add(1)
		group.Wait()
	case "goroutines":
		c := make(chan int)
		for i := 0; i < 3; i++ {
			go func() { c <- <-c }()
		}
		<-c
	case "after-sleep":
		time.Sleep(5 * time.Millisecond)
		println("slept")
		select {}
	case "after-callback":
		js.FuncOf(func(js.Value, []js.Value) interface{} { return nil }).Invoke()
		select {}
	case "in-callback":
		js.FuncOf(func(js.Value, []js.Value) interface{} {
			println("in the callback")
			<-make(chan int)
			return nil
		}).Invoke()
	}
	fmt.Println("the wait ended")
}
