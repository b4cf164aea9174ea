package wecom_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/menling/menling/internal/contract"
	"github.com/menling/menling/wecom"
)

// call makes the call of a case, given its request. What comes back is compared
// with the reply.
type call func(ctx context.Context, a *wecom.App, c contract.Case) (any, error)

// calls says how each operation of the contract is called.
var calls = map[string]call{
	"add_contact_way": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		return a.ContactWays.Add(ctx, decode[wecom.ContactWayAdd](c))
	},
	"get_contact_way": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		way, err := a.ContactWays.Get(ctx, decode[byID](c).ConfigID)
		return map[string]any{"contact_way": way}, err
	},
	"update_contact_way": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		return none, a.ContactWays.Update(ctx, decode[wecom.ContactWayUpdate](c))
	},
	"del_contact_way": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		return none, a.ContactWays.Delete(ctx, decode[byID](c).ConfigID)
	},
	"list_contact_way": listContactWays,
	"close_temp_chat": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		body := decode[map[string]string](c)
		return none, a.ContactWays.CloseTempChat(ctx, body["userid"], body["external_userid"])
	},
	"add_join_way": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		return a.JoinWays.Add(ctx, decode[wecom.JoinWayAdd](c))
	},
	"get_join_way": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		way, err := a.JoinWays.Get(ctx, decode[byID](c).ConfigID)
		return map[string]any{"join_way": way}, err
	},
	"update_join_way": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		return none, a.JoinWays.Update(ctx, decode[wecom.JoinWayUpdate](c))
	},
	"del_join_way": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		return none, a.JoinWays.Delete(ctx, decode[byID](c).ConfigID)
	},
	"externalcontact_get": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		return a.Customers.Get(ctx, c.Query["external_userid"], c.Query["cursor"])
	},
	"externalcontact_list": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		list, err := a.Customers.List(ctx, c.Query["userid"])
		return map[string]any{"external_userid": list}, err
	},
	"externalcontact_remark": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		return none, a.Customers.Remark(ctx, decode[wecom.Remark](c))
	},
	"batch_get_by_user": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		page, err := a.Customers.BatchPage(ctx, decode[wecom.CustomerBatch](c))
		return map[string]any{
			"external_contact_list": page.Customers, "next_cursor": page.NextCursor,
			"fail_info": map[string]any{"unlicensed_userid_list": page.Unlicensed},
		}, err
	},
	"get_follow_user_list": func(ctx context.Context, a *wecom.App, _ contract.Case) (any, error) {
		list, err := a.Customers.FollowUsers(ctx)
		return map[string]any{"follow_user": list}, err
	},
	"get_corp_tag_list": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		list, err := a.Tags.List(ctx, decode[wecom.TagList](c))
		return map[string]any{"tag_group": list}, err
	},
	"mark_tag": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		return none, a.Tags.Mark(ctx, decode[wecom.TagMark](c))
	},
	"groupchat_list": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		body := decode[struct {
			Status wecom.ChatStatus `json:"status_filter"`
			Cursor string
			Limit  int
			owners
		}](c)
		page, err := a.GroupChats.List(ctx, wecom.GroupChatList{Status: body.Status, Owners: body.Filter.UserIDs, Cursor: body.Cursor, Limit: body.Limit})
		return map[string]any{"group_chat_list": page.Chats, "next_cursor": page.NextCursor}, err
	},
	"groupchat_get": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		body := decode[struct {
			ChatID   string     `json:"chat_id"`
			NeedName wecom.Flag `json:"need_name"`
		}](c)
		chat, err := a.GroupChats.Get(ctx, body.ChatID, body.NeedName == wecom.Yes)
		return map[string]any{"group_chat": chat}, err
	},
	"opengid_to_chatid": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		id, err := a.GroupChats.ChatID(ctx, decode[map[string]string](c)["opengid"])
		return map[string]any{"chat_id": id}, err
	},
	"groupchat_statistic": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		return a.Statistics.Groups(ctx, groupStatistics(c))
	},
	"groupchat_statistic_group_by_day": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		days, err := a.Statistics.GroupsByDay(ctx, groupStatistics(c))
		return map[string]any{"items": days}, err
	},
	"get_user_behavior_data": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		body := decode[struct {
			UserIDs  []string `json:"userid"`
			PartyIDs []int64  `json:"partyid"`
			Start    int64    `json:"start_time"`
			End      int64    `json:"end_time"`
		}](c)
		days, err := a.Statistics.Behavior(ctx, wecom.Behavior{UserIDs: body.UserIDs, PartyIDs: body.PartyIDs, Days: days(body.Start, body.End)})
		return map[string]any{"behavior_data": days}, err
	},
	"send_welcome_msg": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		body := decode[struct {
			Code string `json:"welcome_code"`
			Text struct{ Content string }
			wecom.Welcome
		}](c)
		return none, a.Welcome.Send(ctx, wecom.Welcome{Code: body.Code, Text: body.Text.Content, Attachments: body.Attachments})
	},
	"media_upload": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		media, err := a.Media.Upload(ctx, upload(c))
		return map[string]any{"media_id": media.ID, "type": media.Type, "created_at": strconv.FormatInt(media.CreatedAt.Unix(), 10)}, err
	},
	"media_uploadimg": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		url, err := a.Media.UploadPicture(ctx, upload(c))
		return map[string]any{"url": url}, err
	},
	"media_get": getMedia,
	"message_send": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		sent, err := a.Messages.Send(ctx, appMessage(c))
		join := func(ids []string) string { return strings.Join(ids, "|") }
		return map[string]any{
			"msgid": sent.MsgID, "response_code": sent.ResponseCode, "invaliduser": join(sent.InvalidUsers), "invalidparty": join(sent.InvalidParties),
			"invalidtag": join(sent.InvalidTags), "unlicenseduser": join(sent.UnlicensedUsers),
		}, err
	},
	"user_get": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		return a.Users.Get(ctx, c.Query["userid"])
	},
	"user_simplelist": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		list, err := a.Users.SimpleList(ctx, number(c.Query["department_id"]))
		return map[string]any{"userlist": list}, err
	},
	"department_list": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		list, err := a.Departments.List(ctx, number(c.Query["id"]))
		return map[string]any{"department": list}, err
	},
	"department_simplelist": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		list, err := a.Departments.SimpleList(ctx, number(c.Query["id"]))
		return map[string]any{"department_id": list}, err
	},
	"auth_getuserinfo": func(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
		return a.Auth.Visitor(ctx, c.Query["code"])
	},
}

var none = struct{}{}

type byID struct {
	ConfigID string `json:"config_id"`
}

type owners struct {
	Filter struct {
		UserIDs []string `json:"userid_list"`
	} `json:"owner_filter"`
}

func decode[T any](c contract.Case) (v T) {
	if err := json.Unmarshal(c.Request, &v); err != nil {
		panic(fmt.Sprintf("case %q: %v", c.Name, err))
	}
	return v
}

func number(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64) // absent is 0
	return n
}

func days(first, last int64) wecom.Days {
	return wecom.Days{First: time.Unix(first, 0), Last: time.Unix(last, 0)}
}

func listContactWays(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
	body := decode[struct {
		Start      int64 `json:"start_time"`
		End        int64 `json:"end_time"`
		Cursor     string
		Limit      int
		UserID     string
		SkipVerify *bool `json:"skip_verify"`
	}](c)
	list := wecom.ContactWayList{Cursor: body.Cursor, Limit: body.Limit, UserID: body.UserID, SkipVerify: body.SkipVerify}
	if body.Start != 0 {
		list.StartTime, list.EndTime = time.Unix(body.Start, 0), time.Unix(body.End, 0)
	}
	page, err := a.ContactWays.List(ctx, list)
	ways := []byID{}
	for _, id := range page.ConfigIDs {
		ways = append(ways, byID{id})
	}
	return map[string]any{"contact_way": ways, "next_cursor": page.NextCursor}, err
}

func groupStatistics(c contract.Case) wecom.GroupStatistics {
	body := decode[struct {
		Begin     int64                      `json:"day_begin_time"`
		End       int64                      `json:"day_end_time"`
		OrderBy   wecom.GroupStatisticsOrder `json:"order_by"`
		Ascending wecom.Flag                 `json:"order_asc"`
		Offset    int
		Limit     int
		owners
	}](c)
	return wecom.GroupStatistics{
		Days: days(body.Begin, body.End), Owners: body.Filter.UserIDs, OrderBy: body.OrderBy,
		Ascending: body.Ascending == wecom.Yes, Offset: body.Offset, Limit: body.Limit,
	}
}

func upload(c contract.Case) wecom.Upload {
	return wecom.Upload{Type: wecom.MediaType(c.Query["type"]), Name: c.File.Name, ContentType: c.File.ContentType, Body: bytes.NewReader(c.File.Data)}
}

// getMedia compares the file itself: it is no JSON.
func getMedia(ctx context.Context, a *wecom.App, c contract.Case) (any, error) {
	var first, last, whole int64
	var file wecom.File
	var err error
	if fmt.Sscanf(c.Header["Range"], "bytes=%d-%d", &first, &last); last > 0 {
		file, whole, err = a.Media.GetRange(ctx, c.Query["media_id"], first, last)
		if err == nil && !strings.HasSuffix(c.ReplyHeader["Content-Range"], fmt.Sprintf("/%d", whole)) {
			err = fmt.Errorf("the file has %d bytes, the answer said %s", whole, c.ReplyHeader["Content-Range"])
		}
	} else {
		file, err = a.Media.Get(ctx, c.Query["media_id"])
	}
	if err == nil && (file.Name != c.ReplyFile.Name || file.ContentType != c.ReplyFile.ContentType || !bytes.Equal(file.Data, c.ReplyFile.Data)) {
		err = fmt.Errorf("file %q %q of %d bytes", file.Name, file.ContentType, len(file.Data))
	}
	return nil, err
}

func appMessage(c contract.Case) wecom.AppMessage {
	body := decode[struct {
		ToUser, ToParty, ToTag string
		AgentID                int64
		Text, Markdown         struct{ Content string }
		TextCard               *wecom.TextCard
		Safe                   wecom.Flag
		EnableIDTrans          wecom.Flag `json:"enable_id_trans"`
		Interval               int64      `json:"duplicate_check_interval"`
	}](c)
	m := wecom.AppMessage{
		AgentID: body.AgentID, Text: body.Text.Content, Markdown: body.Markdown.Content, TextCard: body.TextCard,
		Safe: body.Safe == wecom.Yes, TranslateIDs: body.EnableIDTrans == wecom.Yes, OncePer: time.Duration(body.Interval) * time.Second,
	}
	if m.To.All = body.ToUser == "@all"; !m.To.All {
		m.To.UserIDs, m.To.PartyIDs, m.To.TagIDs = split(body.ToUser), split(body.ToParty), split(body.ToTag)
	}
	return m
}

func split(ids string) []string {
	if ids == "" {
		return nil
	}
	return strings.Split(ids, "|")
}
