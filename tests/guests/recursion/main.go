// recursion calls itself 100,000 levels deep, in each way in which compiled Go can call.
package main

import "fmt"

const depth = 100_000

//go:noinline
func direct(n int) int {
	if n == 0 {
		return 0
	}
	return direct(n-1) + 1
}

//go:noinline
func even(n int) bool {
	if n == 0 {
		return true
	}
	return odd(n - 1)
}

//go:noinline
func odd(n int) bool {
	if n == 0 {
		return false
	}
	return even(n - 1)
}

type walker interface{ walk(n int) int }

type left struct{ other walker }
type right struct{ other walker }

func (l *left) walk(n int) int {
	if n == 0 {
		return 0
	}
	return l.other.walk(n-1) + 1
}

func (r *right) walk(n int) int {
	if n == 0 {
		return 0
	}
	return r.other.walk(n-1) + 1
}

// wide has a large frame, so the stack is copied many times as it grows.
//
//go:noinline
func wide(n int) (sum int) {
	var frame [32]int
	for i := range frame {
		frame[i] = n + i
	}
	if n > 0 {
		sum = wide(n - 1)
	}
	return sum + frame[n%32] - n - n%32
}

//go:noinline
func unwound(n int) {
	defer func() {
		if n%2 == 0 {
			unwinds++
		}
	}()
	if n == 0 {
		panic("bottom")
	}
	unwound(n - 1)
}

var unwinds int

func main() {
	fmt.Println("direct:", direct(depth))
	fmt.Println("mutual:", even(depth), odd(depth))
	l, r := &left{}, &right{}
	l.other, r.other = r, l
	fmt.Println("interface:", l.walk(depth))
	var closure func(int) int
	closure = func(n int) int {
		if n == 0 {
			return 0
		}
		return closure(n-1) + 1
	}
	fmt.Println("closure:", closure(depth))
	fmt.Println("wide frames:", wide(depth))

	// A goroutine's stack starts small.
	sums := make(chan int)
	for i := 1; i <= 3; i++ {
		go func(n int) { sums <- direct(n) }(depth / i)
	}
	fmt.Println("goroutines:", <-sums+<-sums+<-sums)

	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		unwound(10_000)
	}()
	fmt.Println("deferred calls:", unwinds)
}
