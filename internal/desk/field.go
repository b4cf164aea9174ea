package desk

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// FieldKind is what a field of customers holds.
type FieldKind string

// The kinds.
const (
	FieldText   FieldKind = "text"
	FieldNumber FieldKind = "number"
	FieldDate   FieldKind = "date" // 2006-01-02
	FieldChoice FieldKind = "choice"
)

// CustomerField is something that agents note about customers.
type CustomerField struct {
	ID        int64     `json:"id"`
	Name      string    `json:"name"`
	Kind      FieldKind `json:"kind" enum:"text,number,date,choice"`
	Choices   []string  `json:"choices"`
	Ord       int       `json:"ord" doc:"Fields stand in this order"`
	CreatedAt int64     `json:"created_at"`
	UpdatedAt int64     `json:"-"`
}

// FieldEdit changes what is given; the kind is given once.
type FieldEdit struct {
	Kind    FieldKind `json:"kind,omitempty" enum:"text,number,date,choice" doc:"Of a new field; text when left out"`
	Name    *string   `json:"name,omitempty" doc:"1 to 20 characters"`
	Choices *[]string `json:"choices,omitempty" maxItems:"50"`
	Ord     *int      `json:"ord,omitempty"`
}

// FieldValue is what is noted in a field.
type FieldValue struct {
	FieldID int64  `json:"field_id"`
	Value   string `json:"value"`
}

// CustomerFacts are what agents noted about a customer.
type CustomerFacts struct {
	Tags   []int64      `json:"tags"`
	Fields []FieldValue `json:"fields"`
}

// FieldReader reads fields and what is noted in them.
type FieldReader interface {
	CustomerFields(ctx context.Context) ([]CustomerField, error)
	CustomerFacts(ctx context.Context, customer int64) (CustomerFacts, error)
}

// FieldTx changes fields and what is noted in them.
type FieldTx interface {
	CustomerFields() ([]CustomerField, error)
	AddCustomerField(CustomerField) error
	UpdateCustomerField(CustomerField) error
	// RemoveCustomerField takes it away, from a few customers first; more says that others are left.
	RemoveCustomerField(id int64) (more bool, err error)
	// CustomerValues are what is noted about the customer of these ids.
	CustomerValues(identities []int64) ([]FieldValue, error)
	// SetCustomerValue notes a value about the customer of these ids; empty: none.
	SetCustomerValue(identities []int64, v FieldValue, at int64) error
}

// Limits of fields.
const (
	maxFields  = 50
	maxField   = 20
	maxChoices = 50
	maxValue   = 500
	keyFields  = "customer_fields"
)

func (f *CustomerField) validate(others []CustomerField) error {
	f.Name = strings.TrimSpace(f.Name)
	switch {
	case f.Name == "" || utf8.RuneCountInString(f.Name) > maxField:
		return crm.Invalid("name", "请填写字段名称，1 到 20 个字", "a field's name takes 1 to 20 characters")
	case !slices.Contains([]FieldKind{FieldText, FieldNumber, FieldDate, FieldChoice}, f.Kind):
		return crm.Invalid("kind", "字段类型只能是文字、数字、日期或选项", "kind must be text, number, date or choice")
	case slices.ContainsFunc(others, func(o CustomerField) bool { return o.ID != f.ID && o.Name == f.Name }):
		return crm.Refuse(crm.CodeTaken, "field", "name", "name", f.Name)
	case len(others) >= maxFields && !slices.ContainsFunc(others, func(o CustomerField) bool { return o.ID == f.ID }):
		return crm.Invalid("name", "最多 50 个字段", "at most 50 fields")
	}
	return f.validateChoices()
}

func (f *CustomerField) validateChoices() error {
	if f.Kind != FieldChoice {
		f.Choices = []string{}
		return nil
	}
	for i, c := range f.Choices {
		f.Choices[i] = strings.TrimSpace(c)
		if f.Choices[i] == "" || utf8.RuneCountInString(c) > maxField || slices.Contains(f.Choices[:i], f.Choices[i]) {
			return crm.Invalid("choices", "选项 1 到 20 个字，不能重复", "a choice takes 1 to 20 characters and stands there once")
		}
	}
	if len(f.Choices) == 0 || len(f.Choices) > maxChoices {
		return crm.Invalid("choices", "请填写 1 到 50 个选项", "1 to 50 choices are needed")
	}
	return nil
}

// takes says whether a value fits the field.
func (f CustomerField) takes(v string) error {
	fits := utf8.RuneCountInString(v) <= maxValue
	switch f.Kind {
	case FieldNumber:
		_, err := strconv.ParseFloat(v, 64)
		fits = fits && err == nil
	case FieldDate:
		_, err := time.Parse(time.DateOnly, v)
		fits = err == nil
	case FieldChoice:
		fits = slices.Contains(f.Choices, v)
	}
	if v == "" || fits {
		return nil
	}
	return crm.Invalid("value", "「"+f.Name+"」的值不符合字段类型，或超过 500 字", "the value does not fit the field "+f.Name)
}

// PutCustomerField adds a field (id 0) or changes one.
func (k *Desk) PutCustomerField(ctx context.Context, who crm.Actor, id int64, edit FieldEdit) (f CustomerField, err error) {
	stamp := k.stamp()
	err = k.Store.Write(ctx, []string{keyFields}, func(tx Tx) error {
		all, err := tx.CustomerFields()
		if err != nil {
			return err
		}
		audit := crm.Audit{At: stamp.At, Actor: who, Operation: "customer_field.create", Subject: "customer_field"}
		f = CustomerField{ID: stamp.Draw().ID(), Kind: edit.Kind, Choices: []string{}, Ord: len(all) + 1, CreatedAt: stamp.At}
		if f.Kind == "" {
			f.Kind = FieldText
		}
		store := tx.AddCustomerField
		if id != 0 {
			i := slices.IndexFunc(all, func(o CustomerField) bool { return o.ID == id })
			if i < 0 {
				return crm.ErrNotFound
			}
			f, store = all[i], tx.UpdateCustomerField
			audit.Operation, audit.Before = "customer_field.edit", f
		}
		set(&f.Name, edit.Name)
		set(&f.Ord, edit.Ord)
		if edit.Choices != nil {
			f.Choices = slices.Clone(*edit.Choices)
		}
		f.UpdatedAt = stamp.At
		if err := f.validate(all); err != nil {
			return err
		}
		audit.SubjectID, audit.After = f.ID, f
		return errors.Join(store(f), tx.AddAudit(audit), tx.AddChange(crm.Change{Kind: "customer_field", SubjectID: f.ID, Row: f, At: stamp.At}))
	})
	return f, err
}

// RemoveCustomerField takes a field away with all that is noted in it.
func (k *Desk) RemoveCustomerField(ctx context.Context, who crm.Actor, id int64) error {
	what := crm.Audit{Operation: "customer_field.remove", Subject: "customer_field", SubjectID: id}
	return k.removeInPieces(ctx, who, keyFields, what, Tx.RemoveCustomerField)
}

// SetCustomerFields notes values about a customer; what is not given stays.
func (k *Desk) SetCustomerFields(ctx context.Context, who crm.Actor, customer int64, values []FieldValue) (CustomerFacts, error) {
	return k.changeFacts(ctx, who, customer, "customer.fields", func(tx Tx, identities []int64, at int64) (any, any, error) {
		fields, err := tx.CustomerFields()
		if err != nil {
			return nil, nil, err
		}
		before, err := tx.CustomerValues(identities)
		if err != nil {
			return nil, nil, err
		}
		for _, v := range values {
			i := slices.IndexFunc(fields, func(f CustomerField) bool { return f.ID == v.FieldID })
			if i < 0 {
				return nil, nil, crm.Invalid("field_id", "没有这个字段，可能已被删除", "there is no such field: it may have been removed")
			}
			v.Value = strings.TrimSpace(v.Value)
			if err := fields[i].takes(v.Value); err != nil {
				return nil, nil, err
			}
			if err := tx.SetCustomerValue(identities, v, at); err != nil {
				return nil, nil, err
			}
		}
		return before, values, nil
	})
}
