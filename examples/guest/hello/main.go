// hello greets, and is done.
package main

import "fmt"

func main() {
	fmt.Println("Hello, wasm!")
}
