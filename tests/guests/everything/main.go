// everything uses every function of its host, continues after failures, and reports the outcome: in a line for each
// step, and by its exit code at the end.
package main

import (
	"bufio"
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"time"
)

var failures int

func say(format string, values ...any) {
	if _, err := fmt.Printf(format+"\n", values...); err != nil {
		failures++
		fmt.Fprintln(os.Stderr, "a line is lost:", err)
	}
}

func step(name string, err error) {
	if err != nil {
		failures++
		say("%s: %v", name, err)
		return
	}
	say("%s: done", name)
}

func files() {
	step("mkdir", os.Mkdir("/d", 0o755))
	step("write", os.WriteFile("/d/a", []byte("some text\n"), 0o644))
	text, err := os.ReadFile("/d/a")
	step(fmt.Sprintf("read %d bytes", len(text)), err)
	file, err := os.OpenFile("/d/a", os.O_RDWR|os.O_APPEND, 0)
	step("open", err)
	if err == nil {
		_, err = file.WriteString("more\n")
		step("append", err)
		_, err = file.ReadAt(make([]byte, 4), 2)
		step("read at", err)
		step("truncate", file.Truncate(5))
		step("sync", file.Sync())
		step("chmod of it", file.Chmod(0o600))
		info, err := file.Stat()
		step("stat of it", err)
		if err == nil {
			say("size %d", info.Size())
		}
		step("close", file.Close())
	}
	step("symlink", os.Symlink("a", "/d/s"))
	_, err = os.Readlink("/d/s")
	step("readlink", err)
	step("link", os.Link("/d/a", "/d/l"))
	step("rename", os.Rename("/d/l", "/d/m"))
	step("chmod", os.Chmod("/d/m", 0o640))
	step("chown", os.Chown("/d/m", os.Getuid(), os.Getgid()))
	step("chtimes", os.Chtimes("/d/m", time.Unix(1, 0), time.Unix(2, 0)))
	_, err = os.Stat("/d/s")
	step("stat", err)
	entries, err := os.ReadDir("/d")
	step(fmt.Sprintf("list %d", len(entries)), err)
	step("remove", os.Remove("/d/m"))
	step("remove all", os.RemoveAll("/d"))
}

func main() {
	say("begins")
	files()
	lines := 0
	input := bufio.NewScanner(os.Stdin)
	for input.Scan() {
		lines++
	}
	step(fmt.Sprintf("read %d lines", lines), input.Err())
	_, err := io.ReadFull(rand.Reader, make([]byte, 16))
	step("random bytes", err)
	time.Sleep(3 * time.Millisecond)
	step("sleep", nil)
	_ = time.Now().Local().String()
	if _, err := fmt.Fprintln(os.Stderr, "ends"); err != nil {
		step("the last line", err)
	}
	if failures > 0 {
		os.Exit(1)
	}
}
