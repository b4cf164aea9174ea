package ledger

import (
	"context"
	"slices"
	"sync"

	"github.com/menling/menling/wecom"
)

// kept is what of an attachment we keep; ok is false for a link.
func (a Attachment) kept(account int64) (k Kept, ok bool) {
	k = Kept{AccountID: account, Hash: a.Media, Kind: wecom.MediaType(a.Kind)}
	switch a.Kind {
	case "miniprogram":
		k.Kind = wecom.MediaImage
	case "file":
		k.Name = a.Name
	}
	return k, a.Media != ""
}

// kept are the hashes of all of them.
func kept(list []Attachment) (hashes []string) {
	for _, a := range list {
		if a.Media != "" {
			hashes = append(hashes, a.Media)
		}
	}
	return hashes
}

// keeps says whether a plan needs media.
func (p WelcomePlan) keeps() bool {
	return slices.ContainsFunc(p.all(), func(g Greeting) bool { return len(kept(g.Attachments)) > 0 })
}

// attachments are as the platform takes them, uploaded all at once where they are missing. Those that could not be are left out.
func (l *Ledger) attachments(ctx context.Context, app *wecom.App, account int64, list []Attachment) (out []wecom.Attachment, missing int) {
	ids, errs := make([]string, len(list)), make([]error, len(list))
	var uploads sync.WaitGroup
	for i, a := range list {
		if k, ok := a.kept(account); ok {
			uploads.Go(func() { ids[i], errs[i] = l.uploaded(ctx, app, k, mediaLife) })
		}
	}
	uploads.Wait()
	for i, a := range list {
		if errs[i] != nil {
			l.Log.Warn("an attachment could not be uploaded", "kind", a.Kind, "hash", a.Media, "err", errs[i])
			missing++
			continue
		}
		out = append(out, a.onPlatform(ids[i]))
	}
	return out, missing
}

func (a Attachment) onPlatform(mediaID string) wecom.Attachment {
	switch a.Kind {
	case "image":
		return wecom.ImageAttachment(mediaID)
	case "video":
		return wecom.VideoAttachment(mediaID)
	case "file":
		return wecom.FileAttachment(mediaID)
	case "miniprogram":
		return wecom.MiniProgramAttachment(wecom.MiniProgramCard{Title: a.Title, PicMediaID: mediaID, AppID: a.AppID, Page: a.Page})
	}
	return wecom.LinkAttachment(wecom.LinkCard{Title: a.Title, PicURL: a.Pic, Desc: a.Desc, URL: a.URL})
}
