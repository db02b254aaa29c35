// args_env prints its arguments and its environment.
package main

import (
	"fmt"
	"os"
	"sort"
	"strings"
)

func main() {
	fmt.Printf("name: %q\n", os.Args[0])
	fmt.Println("arguments:", len(os.Args)-1)
	for i, arg := range os.Args[1:] {
		fmt.Printf("%d: %d bytes %.200q\n", i, len(arg), arg)
	}

	var given []string
	for _, variable := range os.Environ() {
		if strings.HasPrefix(variable, "GUEST_") {
			given = append(given, variable)
		}
	}
	sort.Strings(given)
	fmt.Println("variables:", len(given))
	for _, variable := range given {
		fmt.Printf("%.200q\n", variable)
	}

	// The script that Node runs sets TMPDIR if it is missing.
	for _, name := range []string{"GUEST_EMPTY", "GUEST_A", "GUEST_MISSING", "TMPDIR"} {
		value, ok := os.LookupEnv(name)
		fmt.Printf("%s: Getenv %q, LookupEnv %q %t\n", name, os.Getenv(name), value, ok)
	}
	fmt.Printf("%q\n", os.ExpandEnv("$GUEST_A-${GUEST_A}-$GUEST_MISSING-"))

	os.Setenv("GUEST_A", "set")
	os.Unsetenv("GUEST_EMPTY")
	_, ok := os.LookupEnv("GUEST_EMPTY")
	fmt.Println(os.Getenv("GUEST_A"), ok)
}
