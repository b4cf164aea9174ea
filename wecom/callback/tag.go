package callback

// Kinds of the events of company tags.
const (
	KindTagCreate  = "change_external_tag/create"
	KindTagUpdate  = "change_external_tag/update"
	KindTagDelete  = "change_external_tag/delete"
	KindTagShuffle = "change_external_tag/shuffle"
)

// TagCreate: somebody made a tag or a group of tags; TagType is tag or tag_group.
// StrategyID is given to the 客户联系 system app only.
//
// Vendor page of this and the next events:
// https://developer.work.weixin.qq.com/document/path/92130
type TagCreate struct {
	Head
	ID         string
	TagType    string
	StrategyID string
}

// TagUpdate: somebody renamed a tag or a group.
type TagUpdate struct {
	Head
	ID         string
	TagType    string
	StrategyID string
}

// TagDelete: somebody deleted a tag or a group. The tags of a deleted group have
// no events of their own.
type TagDelete struct {
	Head
	ID         string
	TagType    string
	StrategyID string
}

// TagShuffle: somebody reordered the tags of group ID, or of all groups when it
// is empty. Read the tags for their new order.
type TagShuffle struct {
	Head
	ID         string
	StrategyID string
}
