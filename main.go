// Menling 门铃 answers a company's customers on WeChat: it keeps every 「联系我」 way, says which channel brought whom, and
// gives staff a desk for mini-program customer service.
package main

import (
	"os"

	"github.com/menling/menling/internal/cli"
)

func main() { os.Exit(cli.Run(os.Args[1:], os.Stdout, os.Stderr)) }
