// channels demonstrates goroutines, channels, select and the locks of sync. None of it uses a timer.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

func sieve(n int) []int {
	filter := func(in <-chan int, prime int) <-chan int {
		out := make(chan int)
		go func() {
			for i := range in {
				if i%prime != 0 {
					out <- i
				}
			}
		}()
		return out
	}
	numbers := make(chan int)
	go func() {
		for i := 2; ; i++ {
			numbers <- i
		}
	}()
	var primes []int
	var in <-chan int = numbers
	for len(primes) < n {
		prime := <-in
		primes = append(primes, prime)
		in = filter(in, prime)
	}
	return primes
}

func workers() {
	jobs, results := make(chan int, 10), make(chan int, 3)
	var group sync.WaitGroup
	for w := 0; w < 8; w++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for job := range jobs {
				results <- job * job
			}
		}()
	}
	go func() {
		for i := 1; i <= 1000; i++ {
			jobs <- i
		}
		close(jobs)
		group.Wait()
		close(results)
	}()
	sum, n := 0, 0
	for square := range results {
		sum += square
		n++
	}
	fmt.Println("workers:", n, sum)
}

func selects() {
	var never chan int
	closed := make(chan int)
	close(closed)
	buffered := make(chan string, 2)

	select {
	case <-never:
		fmt.Println("a nil channel was ready")
	default:
		fmt.Println("nothing ready")
	}
	value, ok := <-closed
	fmt.Println("closed:", value, ok)
	buffered <- "a"
	select {
	case buffered <- "b":
		fmt.Println("sent, len", len(buffered), "cap", cap(buffered))
	default:
		fmt.Println("full")
	}
	select {
	case buffered <- "c":
		fmt.Println("sent beyond the capacity")
	default:
		fmt.Println("full")
	}
	fmt.Println(<-buffered, <-buffered)

	// If two cases are ready, select chooses either.
	var taken [2]int
	for i := 0; i < 1000; i++ {
		x, y := make(chan int, 1), make(chan int, 1)
		x <- 0
		y <- 1
		select {
		case i := <-x:
			taken[i]++
		case i := <-y:
			taken[i]++
		}
	}
	fmt.Println("both taken:", taken[0] > 300, taken[1] > 300, taken[0]+taken[1])

	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		closed <- 1
	}()
	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		close(closed)
	}()
}

func locks() {
	var group sync.WaitGroup
	var mutex sync.Mutex
	var shared sync.RWMutex
	var once sync.Once
	counts := map[string]int{}
	var total int64
	for i := 0; i < 100; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			once.Do(func() { counts["once"]++ })
			for j := 0; j < 10; j++ {
				mutex.Lock()
				counts["mutex"]++
				runtime.Gosched()
				mutex.Unlock()
				atomic.AddInt64(&total, int64(j))
				shared.RLock()
				runtime.Gosched()
				shared.RUnlock()
			}
			shared.Lock()
			counts["shared"]++
			shared.Unlock()
		}()
	}
	group.Wait()
	fmt.Println("locks:", counts, total)

	cond := sync.NewCond(&mutex)
	ready := 0
	open := false
	for i := 0; i < 10; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			mutex.Lock()
			ready++
			cond.Broadcast()
			for !open {
				cond.Wait()
			}
			mutex.Unlock()
		}()
	}
	mutex.Lock()
	for ready < 10 {
		cond.Wait()
	}
	open = true
	cond.Broadcast()
	mutex.Unlock()
	group.Wait()
	fmt.Println("all passed the barrier:", ready)
}

func ring(size, rounds int) int {
	first := make(chan int)
	in := first
	for i := 1; i < size; i++ {
		out := make(chan int)
		go func(in, out chan int) {
			for token := range in {
				out <- token + 1
			}
			close(out)
		}(in, out)
		in = out
	}
	token := 0
	for i := 0; i < rounds; i++ {
		go func(token int) { first <- token }(token)
		token = <-in
	}
	close(first)
	<-in
	return token
}

func main() {
	fmt.Println("primes:", sieve(40))
	workers()
	selects()
	locks()
	fmt.Println("ring:", ring(1000, 20))

	panicked := make(chan interface{})
	go func() {
		defer func() { panicked <- recover() }()
		panic("in a goroutine")
	}()
	fmt.Println("recovered:", <-panicked)
	done := make(chan bool)
	go func() {
		defer close(done)
		defer fmt.Println("deferred calls run on Goexit")
		runtime.Goexit()
	}()
	<-done
	fmt.Println("CPUs:", runtime.NumCPU(), "GOMAXPROCS:", runtime.GOMAXPROCS(0))
}
