package desk

import "strings"

// CustomersCard bounds what a customer's phone wrote into a card: it is data. A link that is no web address is not kept as one.
func CustomersCard(c Card) *Card {
	c.Title, c.Description = within(c.Title, 4*maxTitle), within(c.Description, 4*maxDescription)
	c.AppID, c.Path = within(c.AppID, maxTitle), within(c.Path, maxAddress)
	if !isWebAddress(c.URL) {
		c.URL = ""
	}
	return &c
}

// within cuts a text to so many characters.
func within(s string, most int) string {
	if r := []rune(s); len(r) > most {
		s = string(r[:most])
	}
	return strings.TrimSpace(s)
}
