// contexts demonstrates deadlines, timeouts and cancellation. Competing times are far apart.
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

type key string

// wait describes how the context ended, or that it did not.
func wait(ctx context.Context) string {
	select {
	case <-ctx.Done():
		return ctx.Err().Error()
	case <-time.After(time.Minute):
		return "nothing happened"
	}
}

func main() {
	root := context.WithValue(context.Background(), key("user"), "gopher")

	start := time.Now()
	timeout, cancel := context.WithTimeout(root, 20*time.Millisecond)
	fmt.Println("timeout:", wait(timeout), time.Since(start) >= 20*time.Millisecond, timeout.Value(key("user")))
	fmt.Println(errors.Is(timeout.Err(), context.DeadlineExceeded), timeout.Err() == context.DeadlineExceeded)
	cancel()
	fmt.Println("after cancel:", timeout.Err())

	past, cancel := context.WithDeadline(root, time.Now().Add(-time.Second))
	fmt.Println("past:", past.Err())
	cancel()

	parent, cancel := context.WithCancel(root)
	child, cancelChild := context.WithTimeout(parent, time.Hour)
	defer cancelChild()
	_, limited := child.Deadline()
	go func() {
		time.Sleep(5 * time.Millisecond)
		cancel()
	}()
	fmt.Println("child:", wait(child), limited, child.Value(key("missing")))

	// A single cancellation stops a hundred workers.
	all, stop := context.WithCancel(root)
	var group sync.WaitGroup
	var mutex sync.Mutex
	ended := map[string]int{}
	for i := 0; i < 100; i++ {
		group.Add(1)
		go func(i int) {
			defer group.Done()
			ctx := all
			if i%2 == 0 {
				var cancel context.CancelFunc
				ctx, cancel = context.WithTimeout(all, time.Duration(1+i%10)*time.Millisecond)
				defer cancel()
			}
			<-ctx.Done()
			mutex.Lock()
			ended[ctx.Err().Error()]++
			timedOut := ended[context.DeadlineExceeded.Error()]
			mutex.Unlock()
			if timedOut == 50 {
				stop()
			}
		}(i)
	}
	group.Wait()
	fmt.Println("ended:", ended)

	// A slow answer misses its timeout, and a quick one does not.
	ask := func(delay, limit time.Duration) string {
		ctx, cancel := context.WithTimeout(root, limit)
		defer cancel()
		answer := make(chan string, 1)
		go func() {
			time.Sleep(delay)
			answer <- "answer"
		}()
		select {
		case text := <-answer:
			return text
		case <-ctx.Done():
			return ctx.Err().Error()
		}
	}
	fmt.Println(ask(time.Minute, 10*time.Millisecond), "/", ask(0, time.Minute))
	fmt.Println(root)
}
