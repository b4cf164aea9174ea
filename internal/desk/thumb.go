package desk

import (
	"context"
	"crypto/sha256"
	"errors"
	"strings"

	"github.com/menling/menling/internal/crm"
)

// thumbKind is how the type of a smaller copy begins, so that it is asked for through its picture alone.
const thumbKind = "thumb/"

// atOnce is how many pictures are unpacked at the same time.
var atOnce = make(chan struct{}, 2)

// Thumb is a smaller copy of a picture, made when it is first asked for; the picture itself, where a copy would be no smaller or is
// no use: one that moves, lies on its side until it is turned, or cannot be read.
func (k *Desk) Thumb(ctx context.Context, hash [32]byte) (crm.Blob, error) {
	key := sha256.Sum256(append([]byte(thumbKind), hash[:]...))
	b, err := k.Store.Blob(ctx, key)
	if err == nil {
		b.Type = strings.Replace(b.Type, thumbKind, "image/", 1)
	}
	if !errors.Is(err, crm.ErrNotFound) {
		return b, err
	}
	if b, err = k.Picture(ctx, hash); err != nil {
		return b, err
	}
	select {
	case atOnce <- struct{}{}:
		defer func() { <-atOnce }()
	case <-ctx.Done():
		return b, ctx.Err()
	}
	small, ok := k.Shrink(b)
	if !ok {
		return b, nil
	}
	small.Hash, small.CreatedAt = key, k.Clock.Ms()
	kept := small
	kept.Type = strings.Replace(small.Type, "image/", thumbKind, 1)
	return small, k.Store.Write(ctx, nil, func(tx Tx) error { return tx.PutBlob(kept) })
}

// Picture is what is kept under a hash, but for smaller copies.
func (k *Desk) Picture(ctx context.Context, hash [32]byte) (crm.Blob, error) {
	b, err := k.Store.Blob(ctx, hash)
	if err == nil && strings.HasPrefix(b.Type, thumbKind) {
		return crm.Blob{}, crm.ErrNotFound
	}
	return b, err
}
