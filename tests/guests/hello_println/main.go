// hello_println prints with the builtin println, which writes to stderr without any package.
package main

func main() {
	println("hello, world")
}
