package sheet

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Code is the stable name of why a table was refused.
type Code string

// Codes, and the parameters of their sentences.
const (
	CodeEmpty          Code = "sheet_empty"            // no row with anything in it
	CodeNotTable       Code = "sheet_not_a_table"      // kind: what the file looks like
	CodeOldXLS         Code = "sheet_old_xls"          // the format of Excel 97 to 2003
	CodeEncrypted      Code = "sheet_encrypted"        // a workbook with a password
	CodeNoSheet        Code = "sheet_no_visible_sheet" // a workbook whose every sheet is hidden
	CodeBroken         Code = "sheet_broken"           // a damaged workbook; line, where it is known
	CodeBrokenQuote    Code = "sheet_broken_quote"     // line, text_line: a CSV cell whose quotes do not match
	CodeRowTooLong     Code = "sheet_row_too_long"     // line, limit_mb: a row without an end, often for want of a quote
	CodeTooLarge       Code = "sheet_too_large"        // limit_mb
	CodeBomb           Code = "sheet_unpacks_too_large"
	CodeTooManyRows    Code = "sheet_too_many_rows"    // limit
	CodeTooManyColumns Code = "sheet_too_many_columns" // line, limit
	CodeCellTooLong    Code = "sheet_cell_too_long"    // line, column (from 1), limit
)

// Error is why a table, or one row of it, was refused. It holds nothing of the table's content.
type Error struct {
	Code   Code
	Params map[string]any
}

func refuse(code Code, pairs ...any) *Error {
	e := &Error{Code: code, Params: map[string]any{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		e.Params[pairs[i].(string)] = pairs[i+1]
	}
	return e
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Code))
	for _, name := range slices.Sorted(maps.Keys(e.Params)) {
		fmt.Fprintf(&b, " %s=%v", name, e.Params[name])
	}
	return b.String()
}

// OneRow says that only one row is wrong, and that reading can go on behind it.
func (e *Error) OneRow() bool { return e.Code == CodeTooManyColumns || e.Code == CodeCellTooLong }
