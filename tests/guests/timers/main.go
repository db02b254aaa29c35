// timers demonstrates time.Sleep, timers and tickers. Every assertion about a time is a lower bound, so the output is
// the same on a busy machine.
package main

import (
	"fmt"
	"sort"
	"sync"
	"sync/atomic"
	"time"
)

func sleeps() {
	for _, d := range []time.Duration{-time.Second, 0, 1, time.Microsecond, time.Millisecond, 20 * time.Millisecond} {
		start := time.Now()
		time.Sleep(d)
		fmt.Println("slept at least", d, time.Since(start) >= d)
	}

	var group sync.WaitGroup
	var slept int64
	for i := 0; i < 500; i++ {
		group.Add(1)
		go func(i int) {
			defer group.Done()
			start := time.Now()
			d := time.Duration(i%25) * time.Millisecond
			time.Sleep(d)
			if time.Since(start) >= d {
				atomic.AddInt64(&slept, 1)
			}
		}(i)
	}
	group.Wait()
	fmt.Println("goroutines that slept:", slept)
}

func tickers() {
	start := time.Now()
	ticker := time.NewTicker(5 * time.Millisecond)
	last := start
	forward := true
	for i := 0; i < 5; i++ {
		tick := <-ticker.C
		forward = forward && tick.After(last)
		last = tick
	}
	fmt.Println("five ticks:", time.Since(start) >= 25*time.Millisecond, "each later:", forward)
	ticker.Reset(time.Hour)
	ticker.Stop()
	select {
	case <-ticker.C:
		// A tick from before the reset may have been pending.
	default:
	}
	select {
	case <-ticker.C:
		fmt.Println("a stopped ticker ticked")
	case <-time.After(30 * time.Millisecond):
		fmt.Println("a stopped ticker is silent")
	}
}

func afterFuncs() {
	var mutex sync.Mutex
	var fired []int
	var group sync.WaitGroup
	for i := 0; i < 1000; i++ {
		group.Add(1)
		i := i
		time.AfterFunc(time.Duration(i*7%50)*time.Millisecond, func() {
			defer group.Done()
			mutex.Lock()
			fired = append(fired, i)
			mutex.Unlock()
		})
	}
	group.Wait()
	sort.Ints(fired)
	distinct := len(fired) > 0 && fired[0] == 0
	for i := 1; i < len(fired); i++ {
		distinct = distinct && fired[i] == fired[i-1]+1
	}
	fmt.Println("AfterFunc:", len(fired), "each once:", distinct)

	// Half of the timers are stopped long before they are due.
	var calls int64
	var stopped int
	var timers []*time.Timer
	for i := 0; i < 200; i++ {
		d := time.Hour
		if i%2 == 0 {
			d = time.Millisecond
			group.Add(1)
		}
		timers = append(timers, time.AfterFunc(d, func() {
			atomic.AddInt64(&calls, 1)
			group.Done()
		}))
	}
	group.Wait()
	for _, timer := range timers {
		if timer.Stop() {
			stopped++
		}
	}
	fmt.Println("fired:", calls, "stopped:", stopped)
}

func resets() {
	timer := time.NewTimer(time.Hour)
	start := time.Now()
	fmt.Println("a waiting timer is active:", timer.Reset(10*time.Millisecond))
	<-timer.C
	fmt.Println("fired no earlier than asked:", time.Since(start) >= 10*time.Millisecond)
	fmt.Println("a fired timer is active:", timer.Stop())
	fmt.Println("and again:", timer.Reset(time.Millisecond))
	<-timer.C

	// Each iteration postpones the deadline, so only one firing remains.
	var fired int64
	done := make(chan bool)
	put := time.AfterFunc(time.Hour, func() {
		atomic.AddInt64(&fired, 1)
		close(done)
	})
	for i := 0; i < 1000; i++ {
		put.Reset(time.Hour + time.Duration(i)*time.Second)
	}
	put.Reset(time.Millisecond)
	<-done
	time.Sleep(20 * time.Millisecond)
	fmt.Println("fired after many resets:", atomic.LoadInt64(&fired))

	// The deadlines are set in descending order: each new one is due next.
	order := make(chan int)
	for i := 3; i >= 1; i-- {
		i := i
		time.AfterFunc(time.Duration(i)*150*time.Millisecond, func() { order <- i })
	}
	seen := []int{<-order, <-order, <-order}
	sort.Ints(seen)
	fmt.Println("all due:", seen)
}

func clocks() {
	a := time.Now()
	for i := 0; i < 1000; i++ {
		b := time.Now()
		if b.Before(a) {
			fmt.Println("the clock went back")
		}
		a = b
	}
	fmt.Println("the wall clock is set:", a.Year() >= 2024, "and agrees:", a.Round(0).Sub(a) < time.Second)
	select {
	case <-time.After(time.Millisecond):
		fmt.Println("a timeout wins against nothing")
	case <-make(chan bool):
	}
}

func main() {
	sleeps()
	tickers()
	afterFuncs()
	resets()
	clocks()
	fmt.Println("done")
	// A timer that is not due does not keep the program from exiting.
	time.AfterFunc(time.Hour, func() {})
}
