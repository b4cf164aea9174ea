package sandbox

import "net/http"

// crmPaths are the older names of calls that still work, below /cgi-bin/crm
// (https://developer.work.weixin.qq.com/document/path/92109).
var crmPaths = map[string]string{
	"add_contact_way":           "add_contact_way",
	"get_contact_way":           "get_contact_way",
	"update_contact_way":        "update_contact_way",
	"del_contact_way":           "del_contact_way",
	"get_external_contact":      "get",
	"get_external_contact_list": "list",
}

var _ = serve(wecom, endpoint{
	path: "/cgi-bin/crm/get_customer_contacts", method: http.MethodGet, contact: true,
	arrays: []string{"customer_contacts"}, do: (*Sandbox).getCustomerContacts,
})

// The other rows are there by now.
func init() {
	for old, name := range crmPaths {
		row := *endpoints["/cgi-bin/externalcontact/"+name][0]
		row.path = "/cgi-bin/crm/" + old
		serve(wecom, row)
	}
}

// getCustomerContacts is get_follow_user_list before its answer was renamed.
func (s *Sandbox) getCustomerContacts(c *call) (any, error) {
	return struct {
		CustomerContacts []string `json:"customer_contacts"`
	}{s.followUsers(c)}, nil
}
