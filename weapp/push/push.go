package push

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/menling/menling/wx/flat"
	"github.com/menling/menling/wx/receive"
)

// Unreadable is the Kind of a push that is authentic and cannot be read.
const Unreadable = "unreadable"

// ErrContent is the condition of Push.Err.
var ErrContent = errors.New("push cannot be read")

// Format is how a push is written.
type Format string

// The two formats.
const (
	XML  Format = "xml"
	JSON Format = "json"
)

// Push is one delivery, verified and, unless the mode is Plain, decrypted.
type Push struct {
	Raw        []byte   // the message's bytes, exactly; decrypted when it was encrypted
	Format     Format   // of Raw, as its first byte says
	ToUser     string   // original id of the mini program, gh_…
	From       string   // openid
	CreateTime int64    // unix seconds
	MsgID      string   // digits, or what a cloud function got; empty for events. Larger than a float64 can hold
	Kind       string   // MsgType, or "event/{Event}"; "unreadable" when Err is set
	Hash       [16]byte // equal for deliveries of the same push
	Subject    string   // what pushes are kept in order by: the openid
	Event      Event    // what it says; nil when Err is set
	Err        error    // why an authentic push cannot be read, else nil
}

// Decode reads the bytes of a push, fresh or stored. The push is never nil:
// content that cannot be read (a type declaration, too deep, wrong types, no
// head) gives one with Kind "unreadable", Hash over the raw bytes, no
// CreateTime and Err, which is also returned.
func Decode(raw []byte) (*Push, error) {
	p := &Push{Raw: raw, Format: formatOf(raw)}
	if err := p.decode(); err != nil {
		*p = Push{Raw: raw, Format: p.Format, Kind: Unreadable, Hash: receive.HashRaw(raw), Err: fmt.Errorf("%w: %w", ErrContent, err)}
	}
	return p, p.Err
}

// formatOf goes by the first byte that means something; the Content-Type is not
// to be trusted.
func formatOf(raw []byte) Format {
	for _, c := range raw {
		switch c {
		case ' ', '\t', '\r', '\n', 0xef, 0xbb, 0xbf: // space and byte order mark
		case '<':
			return XML
		default:
			return JSON
		}
	}
	return JSON
}

func parse(raw []byte) (*flat.Doc, error) {
	if formatOf(raw) == XML {
		return flat.XML(string(raw))
	}
	return flat.JSON(raw)
}

func (p *Push) decode() error {
	doc, err := parse(p.Raw)
	if err != nil {
		return err
	}
	r := reader{doc: doc}
	r.readHead(p)
	p.Event = r.event(Head{p.ToUser, p.From, p.CreateTime, p.Kind, p.MsgID})
	if r.err != nil {
		return r.err
	}
	p.Subject = p.From
	p.Hash = receive.Hash(doc)
	return nil
}

// reader takes values out of a document and remembers the first that has a
// type it must not have.
type reader struct {
	doc *flat.Doc
	err error
}

func (r *reader) fail(name, what string) {
	if r.err == nil {
		r.err = fmt.Errorf("%s is not %s", name, what)
	}
}

// text is a string; absent and null are empty.
func (r *reader) text(name string) string {
	f := r.doc.Find(name)
	switch {
	case f == nil, f.Type == flat.Word && f.Value == "":
		return ""
	case f.Type != flat.Text:
		r.fail(name, "a text")
	}
	return f.Value
}

// digits is a whole number, written as one or as a string.
func (r *reader) digits(name string) string {
	f := r.doc.Find(name)
	if f == nil {
		return ""
	}
	if f.Type != flat.Text && f.Type != flat.Number || f.Value == "" {
		r.fail(name, "a whole number")
	}
	for _, c := range []byte(f.Value) {
		if c < '0' || c > '9' {
			r.fail(name, "a whole number")
		}
	}
	return f.Value
}

// msgID is a whole number on the way to a server, and to a cloud function a text
// of letters, digits, _ and -.
func (r *reader) msgID() string {
	f := r.doc.Find("MsgId")
	if f == nil || f.Type != flat.Text {
		return r.digits("MsgId")
	}
	if len(f.Value) > maxMsgID || strings.Trim(f.Value, msgIDLetters) != "" {
		r.fail("MsgId", "a message's id")
	}
	return f.Value
}

const (
	maxMsgID     = 128
	msgIDLetters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-"
)

func (r *reader) readHead(p *Push) {
	p.ToUser, p.From = r.text("ToUserName"), r.text("FromUserName")
	p.MsgID = r.msgID()
	p.Kind = r.text("MsgType")
	if p.Kind == "event" {
		p.Kind = kind(r.text("Event"))
	}
	if p.Kind == "" || p.From == "" {
		r.fail("the head", "complete")
	}
	seconds, err := strconv.ParseInt(r.digits("CreateTime"), 10, 64)
	if err != nil || seconds > receive.MaxSeconds {
		r.fail("CreateTime", "a time")
	}
	p.CreateTime = seconds
}

// kind avoids a new string for the event that comes all the time.
func kind(event string) string {
	switch event {
	case "":
		return ""
	case "user_enter_tempsession":
		return KindEnterTempSession
	}
	return "event/" + event
}
