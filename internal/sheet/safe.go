package sheet

import "strings"

// A spreadsheet runs a CSV cell that begins like a formula, and what stands in our cells came from outside. Such a
// cell gets a quote in front, which spreadsheets take as "this is text". One that already has quotes there gets
// one more, so that bare gives every cell back as it was.

const formula = "=+-@\t\r\n"

func dangerous(cell string) bool {
	rest := strings.TrimLeft(cell, "'")
	return rest != "" && strings.IndexByte(formula, rest[0]) >= 0
}

func armour(cell string) string {
	if dangerous(cell) {
		return "'" + cell
	}
	return cell
}

func bare(cell string) string {
	if strings.HasPrefix(cell, "'") && dangerous(cell) {
		return cell[1:]
	}
	return cell
}
