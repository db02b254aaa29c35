// time_zone shows the time zone that Go obtains from Date.
package main

import (
	"fmt"
	"syscall/js"
	"time"
)

func main() {
	now := time.Now()
	name, offset := now.Zone()
	fmt.Println(now.Location(), name, offset)
	date := js.Global().Get("Date").New()
	minutes := date.Call("getTimezoneOffset")
	fmt.Println(minutes.Type(), minutes.Int(), minutes.Int()*-60 == offset)
	// Go uses one offset for all times.
	fmt.Println(time.Unix(0, 0), time.Unix(1720000000, 123456789).Format(time.RFC3339Nano))
	fmt.Println(time.Date(2024, 1, 31, 23, 59, 59, 0, time.Local).UTC(), time.Date(2024, 7, 1, 0, 0, 0, 0, time.UTC).Local())

	between := date.Call("getTime").Float() / 1000
	fmt.Println("Date agrees with time.Now:", between-float64(now.Unix()) < 5 && float64(now.Unix())-between < 5)
	fmt.Println(js.Global().Get("Date").New(1e12).Call("getTime"), js.Global().Get("Date").New(js.Undefined()).Call("getTime"))
}
