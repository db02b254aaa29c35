// js_strings sends strings to JavaScript and back. Invalid UTF-8 comes back repaired.
package main

import (
	"fmt"
	"strings"
	"syscall/js"
)

func main() {
	object := js.Global().Get("Object").New()
	texts := []string{
		"", "a", "text", "two\nlines\ttab", "with \x00 inside", "\x00", "\x7f", "é", "日本語", "😀", "a😀b", "\U0010ffff", "\uffff", "\ufffd",
		"e\u0301", "\u2028", "\r\n",
		// A byte order mark at the start is removed, and one further in is kept.
		"\ufeff", "\ufefftext", "\ufeff\ufefftext", "te\ufeffxt",
		// Single bytes, truncated sequences, overlong sequences, surrogates, and numbers beyond the last code point.
		"\xff", "a\xffb", "\xff\xfe", "\x80", "\xbf\x80", "\xc3", "\xc3a", "\xe2\x82", "\xe2\x82a", "\xe2a", "\xf0\x9f\x98", "\xf0\x9f", "\xf0",
		"\xf0\x9fa\x98\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xf0\x80\x80\x80", "\xed\xa0\x80", "\xed\xbf\xbf", "\xed\xa0\xbd\xed\xb8\x80",
		"\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xf8\x88\x80\x80\x80", "\xfc\x84\x80\x80\x80\x80", "ok\xe2\x82\xacok\xe2", "\xef\xbb", "\xef\xbb\xbf\xff",
	}
	for _, text := range texts {
		value := js.ValueOf(text)
		back := value.String()
		object.Set("text", text)
		fmt.Printf("%+q -> %+q type %s truthy %t same %t kept %t\n", text, back, value.Type(), value.Truthy(), back == text,
			object.Get("text").Equal(value))
	}

	// Strings that decode to the same text are the same value, however they were encoded.
	fmt.Println(js.ValueOf("\xff").Equal(js.ValueOf("\ufffd")), js.ValueOf("\xff").Equal(js.ValueOf("\xfe")),
		js.ValueOf("\ufeffa").Equal(js.ValueOf("a")), js.ValueOf("\u00e9").Equal(js.ValueOf("e\u0301")))

	// As the name of a property.
	for i, text := range texts {
		object.Set(text, i)
	}
	for _, text := range texts {
		fmt.Printf("%+q: %v\n", text, object.Get(text))
	}
	for _, text := range texts {
		object.Delete(text)
	}
	for _, text := range texts {
		if !object.Get(text).IsUndefined() {
			fmt.Printf("%+q is still there\n", text)
		}
	}

	// Large strings, with one to four bytes per character.
	for _, unit := range []string{"x", "é", "語", "😀", "ab\xff"} {
		large := strings.Repeat(unit, 1<<20/len(unit))
		back := js.ValueOf(large).String()
		object.Set("large", large)
		fmt.Printf("%+q: %d bytes sent, %d back, same %t, kept %t\n", unit, len(large), len(back), back == strings.ToValidUTF8(large, "\ufffd"),
			object.Get("large").String() == back)
		object.Set(large, unit)
		fmt.Println("as a name:", object.Get(large).Equal(js.ValueOf(unit)))
		object.Delete(large)
	}

	total := 0
	for i := 0; i < 20000; i++ {
		total += len(js.ValueOf(fmt.Sprint("text ", i)).String())
	}
	fmt.Println("many:", total)
}
