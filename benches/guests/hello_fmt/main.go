// Command hello_fmt prints a line as most programs do: through fmt and os.Stdout.
package main

import "fmt"

func main() {
	fmt.Println("hello, world")
}
