// steady computes and prints for a number of rounds, with goroutines and timers.
//
//	steady [ROUNDS]
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

func main() {
	rounds := 5
	if len(os.Args) > 1 {
		var err error
		if rounds, err = strconv.Atoi(os.Args[1]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	begin := time.Now()
	ticker := time.NewTicker(50 * time.Millisecond)
	for round := 1; round <= rounds; round++ {
		<-ticker.C
		fmt.Printf("round %d of %d: %d primes below 300\n", round, rounds, primes(300, 3))
	}
	if took := time.Since(begin); took < time.Duration(rounds)*50*time.Millisecond {
		fmt.Println("the clock is wrong:", took)
		os.Exit(1)
	}
	fmt.Println("done")
}

// primes counts the primes below a limit, with the given number of goroutines.
func primes(below, workers int) int {
	numbers, counts := make(chan int), make(chan int)
	for range workers {
		go func() {
			count := 0
			for n := range numbers {
				if isPrime(n) {
					count++
				}
			}
			counts <- count
		}()
	}
	for n := 2; n < below; n++ {
		numbers <- n
	}
	close(numbers)
	sum := 0
	for range workers {
		sum += <-counts
	}
	return sum
}

func isPrime(n int) bool {
	for divisor := 2; divisor*divisor <= n; divisor++ {
		if n%divisor == 0 {
			return false
		}
	}
	return true
}
