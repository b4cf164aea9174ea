package qrcode

import (
	"encoding/binary"
	"io"
	"slices"

	"golang.org/x/image/font/opentype"
)

// The font library refuses a file whose tables do not begin at a multiple of four bytes. WenQuanYi Zen Hei, the
// Chinese font of many Linux machines, is such a file. So each font is read through a view of its file in which they do.
// The view has only the tables that drawing and measuring need: no bitmaps, and no kerning, which would make lines
// other than they were measured.

var neededTables = []string{"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post", "CFF "}

// table is a table of a font: where the view has it, and where it is in the file.
type table struct {
	tag          string
	at, from     int64
	length, room int64 // room is length, rounded up
}

// fontView is one font of a file as the font library wants it.
type fontView struct {
	file   io.ReaderAt
	head   []byte
	tables []table
}

// fontOffsets is where the fonts of a file begin: a collection (ttcf) has several.
func fontOffsets(r io.ReaderAt) []int64 {
	head := make([]byte, 12)
	if _, err := r.ReadAt(head, 0); err != nil {
		return nil
	}
	if string(head[:4]) != "ttcf" {
		return []int64{0}
	}
	list := make([]byte, 4*min(binary.BigEndian.Uint32(head[8:]), 64))
	if _, err := r.ReadAt(list, 12); err != nil {
		return nil
	}
	var offsets []int64
	for ; len(list) > 0; list = list[4:] {
		offsets = append(offsets, int64(binary.BigEndian.Uint32(list)))
	}
	return offsets
}

func parseFont(r io.ReaderAt, offset int64) (*opentype.Font, error) {
	v, err := viewFont(r, offset)
	if err != nil {
		return nil, err
	}
	return opentype.ParseReaderAt(v)
}

func viewFont(r io.ReaderAt, offset int64) (*fontView, error) {
	begin := make([]byte, 12)
	if _, err := r.ReadAt(begin, offset); err != nil {
		return nil, err
	}
	list := make([]byte, 16*int(min(binary.BigEndian.Uint16(begin[4:]), 100)))
	if _, err := r.ReadAt(list, offset+12); err != nil {
		return nil, err
	}
	v := &fontView{file: r}
	for ; len(list) > 0; list = list[16:] {
		if tag := string(list[:4]); slices.Contains(neededTables, tag) {
			length := int64(binary.BigEndian.Uint32(list[12:]))
			v.tables = append(v.tables, table{tag: tag, from: int64(binary.BigEndian.Uint32(list[8:])), length: length, room: (length + 3) &^ 3})
		}
	}
	v.layOut(begin)
	return v, nil
}

// layOut places the tables one behind the other and writes the directory that says so.
func (v *fontView) layOut(begin []byte) {
	v.head = append(v.head, begin...)
	binary.BigEndian.PutUint16(v.head[4:], uint16(len(v.tables)))
	at := int64(12 + 16*len(v.tables))
	for i := range v.tables {
		t := &v.tables[i]
		t.at = at
		at += t.room
		v.head = append(v.head, t.tag...)
		v.head = binary.BigEndian.AppendUint32(v.head, 0)
		v.head = binary.BigEndian.AppendUint32(v.head, uint32(t.at))
		v.head = binary.BigEndian.AppendUint32(v.head, uint32(t.length))
	}
}

func (v *fontView) ReadAt(p []byte, off int64) (int, error) {
	done := 0
	for done < len(p) {
		n, err := v.readSome(p[done:], off+int64(done))
		done += n
		if err != nil && done < len(p) {
			return done, err
		}
	}
	return done, nil
}

// readSome reads from the directory or from one table, with zeros behind its end.
func (v *fontView) readSome(p []byte, off int64) (int, error) {
	if off < int64(len(v.head)) {
		return copy(p, v.head[off:]), nil
	}
	for _, t := range v.tables {
		inside := off - t.at
		switch {
		case inside < 0 || inside >= t.room:
			continue
		case inside >= t.length:
			n := int(min(int64(len(p)), t.room-inside))
			clear(p[:n])
			return n, nil
		}
		return v.file.ReadAt(p[:min(int64(len(p)), t.length-inside)], t.from+inside)
	}
	return 0, io.EOF
}
