package desk

import (
	"context"
	"encoding/hex"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/menling/menling/internal/crm"
)

// Material is something that agents say again and again.
type Material struct {
	ID        int64
	AccountID int64 // 0: of all mini programs
	Folder    string
	Name      string
	Kind      MessageKind
	Text      string
	Card      *Card
	Blob      []byte // hash of the picture or cover
	Uses      int
	UsedAt    int64
	CreatedAt int64
	UpdatedAt int64
}

// MaterialRow is a material as lists show it.
type MaterialRow struct {
	ID        int64       `json:"id"`
	AccountID int64       `json:"account_id" doc:"0: of all mini programs"`
	Folder    string      `json:"folder" doc:"Empty: in none"`
	Name      string      `json:"name"`
	Kind      MessageKind `json:"kind" enum:"text,image,link,miniprogrampage"`
	Text      string      `json:"text"`
	Card      *Card       `json:"card"`
	Media     *MediaRow   `json:"media"`
	Uses      int         `json:"uses"`
	UsedAt    int64       `json:"used_at"`
	UpdatedAt int64       `json:"updated_at"`
}

// MaterialInput is everything that a person says of a material.
type MaterialInput struct {
	AccountID int64       `json:"account_id" doc:"0: of all mini programs"`
	Folder    string      `json:"folder,omitempty"`
	Name      string      `json:"name"`
	Kind      MessageKind `json:"kind" enum:"text,image,link,miniprogrampage"`
	Text      string      `json:"text,omitempty"`
	MediaID   string      `json:"media_id,omitempty" doc:"The id that POST /media gave: of a picture, or of a page's cover"`
	Card      *Card       `json:"card,omitempty"`
}

// MaterialQuery asks for a page of materials, newest first.
type MaterialQuery struct {
	AccountID int64   // with those of all; 0: everything
	Accounts  []int64 // only of these and of all; nil: everything
	Kind      MessageKind
	Folder    string
	InNone    bool   // those that are in no folder
	Words     string // part of name, text or title
	Before    int64  // id of the last one seen
	Limit     int
}

// MaterialFolder is a folder by its name; it is there as long as something is in it.
type MaterialFolder struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// MaterialReader answers outside a transaction.
type MaterialReader interface {
	MaterialRows(ctx context.Context, q MaterialQuery) ([]MaterialRow, error)
	MaterialFolders(ctx context.Context, q MaterialQuery) ([]MaterialFolder, error)
}

// MaterialTx changes materials.
type MaterialTx interface {
	Material(id int64) (Material, error)
	MaterialRow(id int64) (MaterialRow, error)
	AddMaterial(Material) error
	UpdateMaterial(Material) error
	RemoveMaterial(id int64) error
	// UseMaterial counts a use; one that is gone counts nothing.
	UseMaterial(id, at int64) error
}

const (
	maxMaterialName   = 40
	maxMaterialFolder = 30
)

func (in *MaterialInput) validate() error {
	in.Name, in.Folder = strings.TrimSpace(in.Name), strings.TrimSpace(in.Folder)
	if n := utf8.RuneCountInString(in.Name); n == 0 || n > maxMaterialName {
		return crm.Invalid("name", "请填写名称，最多 40 个字", "a name of 1 to 40 characters is needed")
	}
	if utf8.RuneCountInString(in.Folder) > maxMaterialFolder {
		return crm.Invalid("folder", "文件夹名最多 30 个字", "a folder's name has at most 30 characters")
	}
	r := Reply{Kind: in.Kind, Text: in.Text, MediaID: in.MediaID, Card: in.Card}
	if err := r.content(); err != nil {
		return err
	}
	in.Text, in.Card = r.Text, r.Card
	if in.Kind == KindText || in.Kind == KindLink {
		in.MediaID = ""
	}
	return nil
}

func (in MaterialInput) blob() []byte {
	h, _ := hex.DecodeString(in.MediaID)
	if len(h) == 0 {
		return nil
	}
	return h
}

// PutMaterial adds a material (id 0) or changes one.
func (k *Desk) PutMaterial(ctx context.Context, who crm.Actor, id int64, in MaterialInput) (MaterialRow, error) {
	if err := in.validate(); err != nil {
		return MaterialRow{}, err
	}
	if err := k.pictureKept(ctx, who, in.blob()); err != nil {
		return MaterialRow{}, err
	}
	stamp := k.stamp()
	var row MaterialRow
	err := k.Store.Write(ctx, nil, func(tx Tx) error {
		if err := errors.Join(mayReach(tx, who, in.AccountID), isWeapp(tx, in.AccountID)); err != nil {
			return err
		}
		audit := crm.Audit{At: stamp.At, Actor: who, Operation: "material.create", Subject: "material"}
		m, store := Material{ID: stamp.Draw().ID(), CreatedAt: stamp.At}, tx.AddMaterial
		if id != 0 {
			var err error
			if m, err = theirMaterial(tx, who, id); err != nil {
				return err
			}
			audit.Operation, audit.Before, store = "material.edit", m, tx.UpdateMaterial
		}
		m.AccountID, m.Folder, m.Name, m.Kind, m.Text, m.Card, m.Blob = in.AccountID, in.Folder, in.Name, in.Kind, in.Text, in.Card, in.blob()
		m.UpdatedAt = stamp.At
		if err := store(m); err != nil {
			return err
		}
		audit.SubjectID, audit.After = m.ID, m
		if err := tx.AddAudit(audit); err != nil {
			return err
		}
		var err error
		row, err = tellMaterial(tx, m.ID, stamp.At)
		return err
	})
	k.Waker.Wake(TopicMaterials)
	return row, err
}

// theirMaterial is one that somebody may see; another is not there for them.
func theirMaterial(tx Tx, who crm.Actor, id int64) (Material, error) {
	m, err := tx.Material(id)
	if err != nil {
		return m, err
	}
	return m, mayReach(tx, who, m.AccountID)
}

// isWeapp refuses an account that is no mini program.
func isWeapp(tx Tx, account int64) error {
	if account == 0 {
		return nil
	}
	a, err := tx.Account(account)
	if err == nil && a.Kind == crm.Weapp {
		return nil
	}
	if err != nil && crm.CodeOf(err) != crm.CodeNotFound {
		return err
	}
	return crm.Invalid("account_id", "请选择小程序", "choose a mini program")
}

func tellMaterial(tx Tx, id, at int64) (MaterialRow, error) {
	row, err := tx.MaterialRow(id)
	if err != nil {
		return row, err
	}
	return row, tx.AddChange(crm.Change{Kind: "material", SubjectID: id, Row: row, At: at, AccountID: row.AccountID})
}

// RemoveMaterial takes one away; what was sent of it stays.
func (k *Desk) RemoveMaterial(ctx context.Context, who crm.Actor, id int64) error {
	stamp := k.stamp()
	return k.Store.Write(ctx, nil, func(tx Tx) error {
		m, err := theirMaterial(tx, who, id)
		if err != nil {
			return err
		}
		if err := tx.RemoveMaterial(id); err != nil {
			return err
		}
		audit := crm.Audit{At: stamp.At, Actor: who, Operation: "material.remove", Subject: "material", SubjectID: id, Before: m}
		if err := tx.AddAudit(audit); err != nil {
			return err
		}
		return tx.AddChange(crm.Change{Kind: "material", SubjectID: id, At: stamp.At, AccountID: m.AccountID})
	})
}
