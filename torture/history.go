package main

import (
	"encoding/json"
	"regexp"
	"time"
)

// history is what the platform, the customers and the people saw, whatever menling says.
type history struct {
	pushes  []pushed // that were acknowledged
	held    []platformWay
	phones  []onPhone
	replies []reply
	changes []change

	recovery recovery
}

// recovery is how nodes became ready again after faults.
type recovery struct {
	slowest time.Duration
	after   string   // the fault before the slowest
	late    []string // nodes not ready in time though all around them was well, and work still under way at the end
}

// pushed is a push that the platform saw acknowledged.
type pushed struct {
	ID        int64
	Kind      string // wecom or weapp
	Event     string
	Customer  string
	Plaintext string
}

// platformWay is a way that the platform holds.
type platformWay struct {
	ConfigID string `json:"config_id"`
	Kind     string `json:"kind"` // contact, join or temp
	State    string `json:"state"`
}

// onPhone is a message of ours that a customer sees.
type onPhone struct{ Customer, Text string }

// reply is an answer to a customer that an agent asked for, until menling took it. The text is in no other.
type reply struct{ Text string }

// change is what a person did and menling said yes to.
type change struct {
	Operation string // as the audit calls it
	Subject   string
	SubjectID int64
}

// facts are what an installation holds at the end.
type facts struct {
	journal  []journaled
	told     map[int64]bool // pushes with a fact about a relation
	messages []messaged
	ways     []ledgerWay
	audit    map[change]int
}

// journaled is a row of the journal, in the order of ids.
type journaled struct {
	ID        int64
	Lane      string
	Kind      string
	Body      string
	State     int
	AppliedAt int64
	Error     string
}

// States of the journal.
const (
	journalOpen    = 0
	journalApplied = 1
	journalParked  = 2
)

// messaged is a message, in the order that the console shows a customer's.
type messaged struct {
	Identity  int64
	Direction string // in or out
	Text      string
	State     string
	PushID    int64
}

// ledgerWay is a way of the ledger with all states it ever had.
type ledgerWay struct {
	ID       int64
	Kind     string
	Phase    string
	ConfigID string
	States   []string
}

// said is what a customer's message says of its place.
type said struct {
	From       string `json:"FromUserName"`
	CreateTime int64  `json:"CreateTime"`
	Type       string `json:"MsgType"`
	Content    string `json:"Content"`
	MsgID      int64  `json:"MsgId"`
}

// text is a customer's text message; false: it is something else.
func (p pushed) text() (s said, ok bool) {
	if p.Kind != "weapp" || json.Unmarshal([]byte(p.Plaintext), &s) != nil {
		return s, false
	}
	return s, s.Type == "text"
}

// tellsOfRelation says that the push leaves a fact about a member and a customer.
func (p pushed) tellsOfRelation() bool {
	switch p.Event {
	case "add_external_contact", "add_half_external_contact", "edit_external_contact", "del_external_contact", "del_follow_user":
		return true
	}
	return false
}

var welcomeCode = regexp.MustCompile(`<WelcomeCode>.*?</WelcomeCode>`)

// same is what two deliveries of one push have in common: the welcome code alone makes no other push.
func same(plaintext string) string { return welcomeCode.ReplaceAllString(plaintext, "") }
