package sandbox

import "fmt"

// DefaultFixture returns the fixture that the sandbox uses when none is given. Its ids,
// secrets and keys never change, so tests and guides may spell them out.
func DefaultFixture() *Fixture {
	return &Fixture{
		Corp:        Corp{ID: "ww1a2b3c4d5e6f7081", Name: "门铃健康"},
		Apps:        defaultApps(),
		Callback:    PushConfig{Token: "sandboxWecomToken", AESKey: "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"},
		Departments: defaultDepartments(),
		Members:     defaultMembers(),
		Customers:   defaultCustomers(),
		Groups:      defaultGroups(),
		TagGroups: []TagGroup{
			{ID: "etGroup0001", Name: "来源", Tags: []Tag{{ID: "etTag0001", Name: "展会"}, {ID: "etTag0002", Name: "朋友介绍"}}},
			{ID: "etGroup0002", Name: "等级", Tags: []Tag{{ID: "etTag0003", Name: "普通"}, {ID: "etTag0004", Name: "重点"}}},
		},
		MiniProgram: MiniProgram{
			AppID: "wx1a2b3c4d5e6f7081", Name: "门铃诊所", Secret: "sandbox-weapp-secret", OriginalID: "gh_0123456789ab",
			Push: PushConfig{
				Token: "sandboxWeappToken", AESKey: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopq",
				Mode: ModeSecure, Format: FormatJSON,
			},
		},
		Switches: DefaultSwitches(),
	}
}

func defaultApps() []App {
	sees := []int{2, 3}
	return []App{
		{AgentID: 1000002, Name: "客户联系", Kind: AppSelf, Secret: "sandbox-contact-secret", Contact: true, VisibleDepartments: sees},
		{AgentID: 1000003, Name: "内部工具", Kind: AppSelf, Secret: "sandbox-other-secret", VisibleDepartments: sees},
		{AgentID: 1000004, Name: "代开发应用", Kind: AppDelegated, Secret: "sandbox-permanent-code", Contact: true, VisibleDepartments: sees},
		{
			AgentID: 1000005, Name: "第三方应用", Kind: AppSuite, Secret: "sandbox-suite-permanent-code", Contact: true, VisibleDepartments: sees,
			SuiteID: "ww9f8e7d6c5b4a3021", SuiteSecret: "sandbox-suite-secret", SuiteTicket: "sandbox-suite-ticket",
			SuiteCallback: &PushConfig{Token: "sandboxSuiteToken", AESKey: "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"},
		},
		{AgentID: 1000006, Name: "营销获客", Kind: AppAcquisition, Secret: "sandbox-acquisition-secret", Contact: true, VisibleDepartments: sees},
	}
}

func defaultDepartments() []Department {
	return []Department{
		{ID: 1, Name: "门铃健康", NameEn: "Menling Health", ParentID: 0, Order: 100000000},
		{ID: 2, Name: "销售部", NameEn: "Sales", ParentID: 1, Order: 200},
		{ID: 3, Name: "服务部", NameEn: "Service", ParentID: 1, Order: 100},
	}
}

func defaultMembers() []Member {
	return []Member{
		{UserID: "zhangsan", Name: "张三", Departments: []int{2}, Position: "销售顾问", Status: MemberActive, Verified: true, Contact: true},
		{UserID: "lisi", Name: "李四", Departments: []int{2}, Position: "销售主管", Status: MemberActive, Verified: true, Contact: true},
		{UserID: "wangwu", Name: "王五", Departments: []int{3}, Position: "客服专员", Status: MemberActive, Verified: true, Contact: true},
		{UserID: "zhangyisheng", Name: "张医生", Departments: []int{3}, Position: "全科医生", Status: MemberActive, Verified: true, Contact: true},
		{UserID: "zhaoliu", Name: "赵六", Departments: []int{2}, Position: "销售顾问", Status: MemberActive, Contact: true},
		{UserID: "sunqi", Name: "孙七", Departments: []int{3}, Position: "客服专员", Status: MemberActive, Verified: true},
		{UserID: "zhouba", Name: "周八", Departments: []int{3}, Position: "客服专员", Status: MemberNotActivated, Verified: true, Contact: true},
		{UserID: "wujiu", Name: "吴九", Departments: []int{1}, Position: "财务", Status: MemberActive, Verified: true, Contact: true},
	}
}

func defaultCustomers() []Customer {
	names := []string{
		"陈晨", "李雷", "韩梅梅", "林小雨", "王思远", "赵雨桐", "孙浩然", "周子涵", "吴佳怡", "郑凯文",
		"冯晓月", "蒋一诺", "沈嘉木", "杨乐天", "朱婉清", "秦书瑶", "许知远", "何建国", "吕明轩", "施雅文",
	}
	const genders = "21221211212211221112" // 1 male, 2 female
	list := make([]Customer, 0, len(names))
	for i, name := range names {
		c := newCustomer(i+1, name)
		c.Gender = int(genders[i] - '0')
		list = append(list, c)
	}
	outside(&list[17], "南风贸易", "广州南风贸易有限公司", "采购经理")
	outside(&list[18], "南风贸易", "广州南风贸易有限公司", "行政主管")
	outside(&list[19], "北辰科技", "北京北辰科技股份有限公司", "产品经理")
	return list
}

// newCustomer makes the n-th WeChat customer; its ids are made from n.
func newCustomer(n int, name string) Customer {
	return Customer{
		ID: fmt.Sprintf("c%02d", n), Name: name, Type: CustomerWeChat, Gender: 1 + n%2,
		OpenID:         fmt.Sprintf("oSandboxOpenid%014d", n),
		UnionID:        fmt.Sprintf("oSandboxUnion%015d", n),
		ExternalUserID: fmt.Sprintf("wmSandboxCustomer%015d", n),
	}
}

// outside turns c into a WeCom user of another company.
func outside(c *Customer, corp, full, position string) {
	c.Type, c.CorpName, c.CorpFullName, c.Position = CustomerWeCom, corp, full, position
	c.ExternalUserID = "wo" + c.ExternalUserID[2:]
}

func defaultGroups() []Group {
	list := make([]Group, 0, 6)
	for n := 1; n <= 6; n++ {
		list = append(list, Group{
			ChatID: fmt.Sprintf("wrSandboxGroup%017d", n), Name: fmt.Sprintf("门铃客户群%d", n), Owner: "lisi", Dismissed: n == 6,
		})
	}
	return list
}
