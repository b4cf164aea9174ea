package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
)

// machine is what figures depend on: processor, cores, Go, system. It names no host.
func machine() string {
	return fmt.Sprintf("%s, %d cores, %s, %s (%s/%s)", orElse(field("/proc/cpuinfo", "model name", ":"), "unknown processor"),
		runtime.NumCPU(), runtime.Version(), orElse(field("/etc/os-release", "PRETTY_NAME", "="), "unknown system"), runtime.GOOS, runtime.GOARCH)
}

// load is how many programs wanted to run, on average of the last minute.
func load() string {
	data, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	first, _, _ := strings.Cut(string(data), " ")
	return first
}

// field finds "name<separator>value" in a file of such lines.
func field(path, name, separator string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(data)) {
		key, value, _ := strings.Cut(line, separator)
		if strings.TrimSpace(key) == name {
			return strings.Trim(strings.TrimSpace(value), `"`)
		}
	}
	return ""
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
