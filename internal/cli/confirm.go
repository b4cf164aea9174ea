package cli

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"
)

// consent is asked for before something is changed.
type consent struct {
	Yes bool `short:"y" help:"Do it without asking."`
}

var (
	errNobody   = usageError{errors.New("there is no terminal to ask on: add --yes to do it, or --dry-run to look only · 没有终端可以确认：加 --yes 直接执行，或用 --dry-run 只看不做")}
	errDeclined = errors.New("nothing was changed · 没有改动")
)

// ask gives an error unless whoever runs the command wants to go on.
func (c consent) ask(e env, question string) error {
	if c.Yes {
		return nil
	}
	if e.answers == nil {
		return errNobody
	}
	fmt.Fprintf(e.stderr, "%s [y/N] ", question)
	line, err := e.readLine()
	switch said := strings.ToLower(strings.TrimSpace(line)); {
	case errors.Is(err, errInterrupted):
		return err
	case said == "y" || said == "yes" || said == "是":
		return nil
	case said == "" && err != nil: // the input ended
		return errNobody
	}
	return errDeclined
}

// readLine reads a line, unless the command is interrupted first.
func (e env) readLine() (string, error) {
	type said struct {
		line string
		err  error
	}
	heard := make(chan said, 1)
	go func() {
		line, err := bufio.NewReader(e.answers).ReadString('\n')
		heard <- said{line, err}
	}()
	select {
	case s := <-heard:
		return s.line, s.err
	case <-e.ctx.Done():
		e.say("")
		return "", errInterrupted
	}
}

// terminal says whether somebody looks at it.
func terminal(stream any) bool {
	f, ok := stream.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
