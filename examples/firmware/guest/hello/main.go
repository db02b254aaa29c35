// hello prints a greeting with fmt.
package main

import "fmt"

func main() {
	fmt.Println("hello, world")
}
