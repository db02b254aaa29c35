// fetch_client is an HTTP client. Its first argument is the command, the second the URL.
package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"sort"
	"strings"
	"sync"
	"syscall/js"
	"time"
)

func main() {
	commands := map[string]func(url string) error{
		"absent":   absent,
		"cancel":   cancel,
		"close":    closeBody,
		"errors":   fails,
		"get":      get,
		"hang":     hang,
		"head":     head,
		"header":   header,
		"manual":   manual,
		"parallel": parallel,
		"post":     post,
		"stream":   stream,
		"methods":  methods,
		"unread":   unread,
	}
	if err := commands[os.Args[1]](os.Args[2]); err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
}

// get prints a complete response.
func get(url string) error {
	response, err := http.Get(url)
	if err != nil {
		return err
	}
	return show(response)
}

func show(response *http.Response) error {
	fmt.Println("status:", response.Status)
	fmt.Println("url:", response.Request.URL)
	fmt.Println("length:", response.ContentLength, "uncompressed:", response.Uncompressed)
	var names []string
	for name := range response.Header {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		fmt.Printf("%s: %q\n", name, response.Header[name])
	}
	body, err := io.ReadAll(response.Body)
	if len(body) < 1000 {
		fmt.Printf("body: %q %v\n", body, err)
	} else {
		fmt.Printf("body: %d bytes %x %v\n", len(body), sha256.Sum256(body), err)
	}
	return response.Body.Close()
}

// stream reads a body as it arrives, and checks each byte.
func stream(url string) error {
	response, err := http.Get(url)
	if err != nil {
		return err
	}
	var total int
	buffer := make([]byte, 32<<10)
	for {
		n, err := response.Body.Read(buffer)
		for i, b := range buffer[:n] {
			at := total + i
			if want := byte(at ^ at>>8 ^ at>>16); b != want {
				return fmt.Errorf("byte %d is %d, and not %d", at, b, want)
			}
		}
		total += n
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("after %d bytes: %w", total, err)
		}
	}
	fmt.Println("read", total, "bytes")
	return nil
}

// closeBody reads part of a body, and closes it.
func closeBody(url string) error {
	response, err := http.Get(url)
	if err != nil {
		return err
	}
	n, err := io.ReadFull(response.Body, make([]byte, 100_000))
	fmt.Println("read", n, err)
	fmt.Println("closed", response.Body.Close())
	_, err = response.Body.Read(make([]byte, 1))
	fmt.Println("read again:", err)
	// The program continues for some time, and the connection must end before it does.
	time.Sleep(time.Second)
	return nil
}

// cancel gives up before the response begins.
func cancel(url string) error {
	ctx, cancel := context.WithCancel(context.Background())
	request, err := http.NewRequestWithContext(ctx, "GET", url, nil)
	if err != nil {
		return err
	}
	// The delay is long because Node takes long to load the code for fetch.
	time.AfterFunc(700*time.Millisecond, cancel)
	_, err = http.DefaultClient.Do(request)
	fmt.Println(err, errors.Is(err, context.Canceled))
	time.Sleep(time.Second)
	return nil
}

// hang aborts while a body is being read. It uses fetch itself, because net/http cannot do that.
func hang(url string) error {
	controller := js.Global().Get("AbortController").New()
	done := make(chan string)
	show := func(this js.Value, args []js.Value) any {
		go func() { done <- args[0].Get("name").String() + ": " + args[0].Get("message").String() }()
		return nil
	}
	var reader js.Value
	promise := js.Global().Call("fetch", url, map[string]any{"signal": controller.Get("signal")})
	promise = promise.Call("then", js.FuncOf(func(this js.Value, args []js.Value) any {
		reader = args[0].Get("body").Call("getReader")
		return reader.Call("read")
	})).Call("then", js.FuncOf(func(this js.Value, args []js.Value) any {
		fmt.Println("chunk of", args[0].Get("value").Get("length").Int())
		time.AfterFunc(100*time.Millisecond, func() { controller.Call("abort") })
		return reader.Call("read")
	}))
	promise.Call("then", js.FuncOf(show), js.FuncOf(show))
	fmt.Println(<-done)
	time.Sleep(time.Second)
	return nil
}

// unread leaves a body unread for a while, and then reads it.
func unread(url string) error {
	response, err := http.Get(url)
	if err != nil {
		return err
	}
	time.Sleep(time.Second)
	n, err := io.Copy(io.Discard, response.Body)
	fmt.Println("read", n, err)
	return nil
}

// parallel sends the same request 20 times concurrently.
func parallel(url string) error {
	var group sync.WaitGroup
	results := make([]string, 20)
	for i := range results {
		group.Add(1)
		go func(i int) {
			defer group.Done()
			response, err := http.Get(fmt.Sprintf("%s?%d", url, i))
			if err != nil {
				results[i] = err.Error()
				return
			}
			body, err := io.ReadAll(response.Body)
			results[i] = fmt.Sprintf("%q %v", body, err)
		}(i)
	}
	group.Wait()
	fmt.Println(strings.Join(results, "\n"))
	return nil
}

// post sends a body and headers, and prints the response.
func post(url string) error {
	request, err := http.NewRequest("POST", url, bytes.NewReader([]byte{0, 1, 0xff, '\n'}))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/octet-stream")
	request.Header.Set("X-One", "1")
	request.Header.Add("X-Many", "a")
	request.Header.Add("X-Many", "b")
	request.Header.Set("User-Agent", "guest")
	request.Header.Set("Accept-Encoding", "identity")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	return show(response)
}

// methods sends a request with each method.
func methods(url string) error {
	for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"} {
		var body io.Reader
		if method != "GET" {
			body = strings.NewReader("body")
		}
		request, err := http.NewRequest(method, url, body)
		if err != nil {
			return err
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			return err
		}
		text, err := io.ReadAll(response.Body)
		line, _, _ := strings.Cut(string(text), "\r\n")
		fmt.Printf("%s %v\n", line, err)
	}
	return nil
}

func head(url string) error {
	response, err := http.Head(url)
	if err != nil {
		return err
	}
	return show(response)
}

// header shows how net/http handles a header that is not allowed in a request.
func header(url string) error {
	request, err := http.NewRequest("GET", url, nil)
	if err != nil {
		return err
	}
	request.Header.Set("Host", "other.example")
	request.Header.Set("Transfer-Encoding", "chunked")
	request.Header.Set("X-Text", "é")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	return show(response)
}

// manual does not follow redirects.
func manual(url string) error {
	for _, mode := range []string{"manual", "error"} {
		request, err := http.NewRequest("GET", url, nil)
		if err != nil {
			return err
		}
		request.Header.Set("js.fetch:redirect", mode)
		client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		response, err := client.Do(request)
		if err != nil {
			fmt.Println(err)
			continue
		}
		if err := show(response); err != nil {
			return err
		}
	}
	return nil
}

// fails prints the errors, one for each URL.
func fails(urls string) error {
	for _, url := range strings.Split(urls, ",") {
		response, err := http.Get(url)
		if err != nil {
			fmt.Println(err)
			continue
		}
		n, err := io.Copy(io.Discard, response.Body)
		fmt.Println("read", n, err, response.Body.Close())
		time.Sleep(10 * time.Millisecond)
	}
	return nil
}

// absent checks whether there is a network.
func absent(url string) error {
	for _, name := range []string{"fetch", "Headers", "Request", "Response", "ReadableStream"} {
		fmt.Println(name, js.Global().Get(name).Type())
	}
	_, err := http.Get(url)
	fmt.Println(err)
	return nil
}
