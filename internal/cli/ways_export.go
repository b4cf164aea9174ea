package cli

import (
	"path/filepath"
	"strconv"
	"strings"

	"github.com/menling/menling/internal/config"
)

type waysExport struct {
	config.Target
	wayFilter
	File   string `arg:"" help:"Where to write: .csv, .xlsx, or .zip for the QR pictures." type:"path"`
	Names  string `help:"How pictures are named in the ZIP." default:"{channel}/{name}-{state}" placeholder:"RULE"`
	Format string `help:"Of the pictures: png or svg." enum:"png,svg" default:"png"`
	Size   int    `help:"Of the pictures, in pixels." default:"400"`
}

// Run writes the ways that the filter picks.
func (c waysExport) Run(e env) error {
	return withTarget(e, c.Target, func(o *operator) error {
		q, err := c.query(e, o)
		if err != nil {
			return err
		}
		path := "/ways/export" + tableKind(c.File)
		if strings.EqualFold(filepath.Ext(c.File), ".zip") {
			path = "/ways/qr.zip"
			q.Set("name", c.Names)
			q.Set("format", c.Format)
			q.Set("size", strconv.Itoa(c.Size))
		}
		return save(e, o, path+"?"+q.Encode(), c.File)
	})
}
