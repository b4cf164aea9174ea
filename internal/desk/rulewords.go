package desk

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/match"
)

// Places in texts that rules and quick replies fill.
const (
	placeCustomer = "客户"
	placeAgent    = "客服"
	placeAccount  = "小程序"
	placeAhead    = "位置"
	placeHours    = "营业时间"
)

// ruleWords are what texts may name, looked up when one does.
type ruleWords struct {
	account crm.Account
	message int64 // what the customer wrote
	at      time.Time
	agent   string
	ahead   int
	opens   time.Time // when the desk opens or closes next
	filled  map[string]string
}

func (w *ruleWords) fill(tx Tx, c Conversation, text string) (string, error) {
	if !strings.Contains(text, "{") {
		return text, nil
	}
	if w.filled == nil {
		name, err := customerName(tx, c.IdentityID)
		if err != nil {
			return "", err
		}
		if w.agent == "" && c.AgentID != 0 {
			a, err := tx.Agent(c.AgentID)
			if err != nil && !errors.Is(err, crm.ErrNotFound) {
				return "", err
			}
			w.agent = a.Name
		}
		w.filled = w.values(name)
	}
	return cutBytes(fillNames(text, w.filled), maxText), nil
}

// fillNames fills a text. One that begins with a name we do not know begins with what comes after it.
func fillNames(text string, values map[string]string) string {
	filled := match.Fill(text, values)
	if strings.HasPrefix(text, "{"+placeCustomer+"}") && values[placeCustomer] == "" {
		return strings.TrimLeft(filled, "，,、 ")
	}
	return filled
}

func (w *ruleWords) values(customer string) map[string]string {
	return map[string]string{
		placeCustomer: customer, placeAgent: w.agent, placeAccount: w.account.Name,
		placeAhead: strconv.Itoa(w.ahead + 1), placeHours: w.hours(),
	}
}

// hours says when the desk opens, or until when it is open.
func (w *ruleWords) hours() string {
	if w.opens.IsZero() {
		return ""
	}
	t := w.opens.In(w.account.Location())
	if now := w.at.In(w.account.Location()); now.YearDay() == t.YearDay() && now.Year() == t.Year() {
		return t.Format("今天 15:04")
	}
	return t.Format("1月2日 15:04")
}

func customerName(tx Tx, identity int64) (string, error) {
	id, err := tx.IdentityByID(identity)
	if err != nil {
		return "", err
	}
	customer, err := tx.Customer(id.CustomerID)
	return customer.Name, err
}

// cutBytes keeps a text within what one message takes: names can make it longer.
func cutBytes(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "")
}
