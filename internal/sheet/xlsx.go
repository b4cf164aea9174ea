package sheet

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// workbook is the little of a workbook that its text depends on.
type workbook struct {
	zip     *zip.Reader
	sheet   string // the path of the sheet's part
	name    string // its name
	strings texts
	styles  styles
	d1904   bool // days count from 1904, as old Macs had it
}

// openXLSX reads what a sheet needs, and stands before its first row.
func openXLSX(r io.ReaderAt, size int64, about *About) (*xlsxSource, error) {
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, refuse(CodeBroken)
	}
	w := &workbook{zip: archive}
	if err := w.refuseOther(); err != nil {
		return nil, err
	}
	for _, read := range []func() error{w.readSheets, w.readStyles, w.readStrings} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	*about = About{Format: "xlsx", Sheet: w.name}
	return w.rows()
}

// refuseOther names the other kinds of file that are ZIP archives inside.
func (w *workbook) refuseOther() error {
	if w.part("xl/workbook.xml") != nil {
		return nil
	}
	for _, other := range []struct{ part, kind string }{
		{"xl/workbook.bin", "xlsb"}, {"word/document.xml", "document"}, {"ppt/presentation.xml", "slides"},
		{"Index/Document.iwa", "numbers"}, {"content.xml", "ods"},
	} {
		if w.part(other.part) != nil {
			return refuse(CodeNotTable, "kind", other.kind)
		}
	}
	return refuse(CodeNotTable, "kind", "archive")
}

func (w *workbook) part(name string) *zip.File {
	for _, f := range w.zip.File {
		if strings.EqualFold(strings.ReplaceAll(f.Name, `\`, "/"), name) {
			return f
		}
	}
	return nil
}

// open reads a part as XML; nil if there is no such part.
func (w *workbook) open(name string) (*tokens, error) {
	f := w.part(name)
	if f == nil {
		return nil, nil
	}
	if f.UncompressedSize64 > maxUnpacked || f.UncompressedSize64 > smallPart && f.UncompressedSize64/maxRatio > f.CompressedSize64 {
		return nil, refuse(CodeBomb, "limit_mb", maxUnpacked>>20)
	}
	body, err := f.Open()
	if err != nil {
		return nil, refuse(CodeBroken)
	}
	return newTokens(body), nil
}

// each calls element for every element of a small part. A part that is missing has none.
func (w *workbook) each(name string, element func(in *tokens, e xml.StartElement) error) error {
	in, err := w.open(name)
	if in == nil || err != nil {
		return err
	}
	for {
		e, err := in.start()
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if err := element(in, e); err != nil {
			return err
		}
	}
}

type sheetEntry struct{ name, id string }

// readSheets finds the first visible sheet that has cells: a chart can be a sheet too.
func (w *workbook) readSheets() error {
	var visible []sheetEntry
	err := w.each("xl/workbook.xml", func(_ *tokens, e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			w.d1904 = attr(e, "date1904") == "1" || attr(e, "date1904") == "true"
		case "sheet":
			if state := attr(e, "state"); state == "" || state == "visible" {
				visible = append(visible, sheetEntry{attr(e, "name"), attr(e, "id")})
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return w.chooseSheet(visible)
}

func (w *workbook) chooseSheet(visible []sheetEntry) error {
	targets := map[string]string{}
	err := w.each("xl/_rels/workbook.xml.rels", func(_ *tokens, e xml.StartElement) error {
		if strings.HasSuffix(attr(e, "Type"), "/worksheet") {
			targets[attr(e, "Id")] = attr(e, "Target")
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, s := range visible {
		if target, ok := targets[s.id]; ok {
			w.name, w.sheet = s.name, partName(target)
			return nil
		}
	}
	return refuse(CodeNoSheet)
}

// partName is where a relation of the workbook leads: from its own folder, or from the root.
func partName(target string) string {
	if rest, rooted := strings.CutPrefix(target, "/"); rooted {
		return path.Clean(rest)
	}
	return path.Join("xl", target)
}
