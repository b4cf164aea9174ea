package cli

import (
	"errors"
	"io"
	"os"
	"strings"
)

func saveQR(e env, o *operator, id int64, file string) error {
	kind := "qr.png"
	if strings.HasSuffix(strings.ToLower(file), ".svg") {
		kind = "qr.svg"
	}
	return save(e, o, wayPath(id)+"/"+kind, file)
}

// save writes an answer to a file, whole or not at all.
func save(e env, o *operator, path, file string) (err error) {
	resp, err := o.send(e.ctx, "GET", path, "", nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	f, err := os.CreateTemp(dirOf(file), ".menling-")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already when all went well
	_, err = io.Copy(f, resp.Body)
	if err := errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), file); err != nil {
		return err
	}
	e.say("已写入 written: %s", file)
	return nil
}

func dirOf(file string) string {
	if i := strings.LastIndexByte(file, os.PathSeparator); i >= 0 {
		return file[:i+1]
	}
	return "."
}
