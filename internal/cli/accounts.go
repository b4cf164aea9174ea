package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/menling/menling/internal/config"
)

type accountsCommand struct {
	Add    accountsAdd    `cmd:"" help:"Add a WeCom app or a mini program; prints what to paste into the platform's console."`
	List   accountsList   `cmd:"" help:"List the accounts."`
	Test   accountsTest   `cmd:"" help:"Try an account: its secret, its rights, its callback URL."`
	Relay  accountsRelay  `cmd:"" help:"Make the secret that a mini program's cloud function signs pushes with; prints its environment variables."`
	Remove accountsRemove `cmd:"" help:"Remove an account and forget its secrets; what it brought stays."`
}

// account is what the API says of an account.
type account struct {
	ID          int64  `json:"id"`
	Kind        string `json:"kind"`
	Slug        string `json:"slug"`
	Name        string `json:"name"`
	PlatformID  string `json:"platform_id"`
	CallbackURL string `json:"callback_url"`
	PushMode    string `json:"push_mode"`
	APIBaseURL  string `json:"api_base_url"`
}

type accountsAdd struct {
	config.Data
	Kind       string `arg:"" enum:"wecom,weapp" help:"wecom or weapp."`
	Slug       string `arg:"" help:"Short name, part of the callback URL: lower-case letters, digits, hyphens."`
	PlatformID string `required:"" placeholder:"ID" help:"CorpID (ww…) or AppID (wx…)."`
	Secret     string `env:"MENLING_ACCOUNT_SECRET" help:"Its secret; \"-\" or nothing reads a line from stdin, so that it stays out of the shell's history." default:"-"`
	Name       string `help:"What people see."`
	AgentID    string `help:"WeCom: the app's AgentId."`
	OriginalID string `help:"Mini program: its original id, gh_…."`
	Token      string `help:"Token of the callback; drawn when left out."`
	AesKey     string `help:"EncodingAESKey of the callback, 43 letters or digits; drawn when left out."`
	PushMode   string `enum:",plain,compatible,secure" default:"" help:"Mini program: how pushes are protected; secure when left out."`
	APIBaseURL string `placeholder:"URL" help:"The platform's API, when it is not the platform's own (a sandbox or a proxy)."`
	TimeZone   string `help:"Such as Asia/Shanghai, which it is when left out."`
}

// Run adds the account.
func (c accountsAdd) Run(e env) error {
	secret, err := c.readSecret(e)
	if err != nil {
		return usageError{err}
	}
	body := map[string]string{"kind": c.Kind, "slug": c.Slug, "platform_id": c.PlatformID, "secret": secret}
	for k, v := range map[string]string{
		"name": c.Name, "agent_id": c.AgentID, "original_id": c.OriginalID, "token": c.Token, "aes_key": c.AesKey,
		"push_mode": c.PushMode, "api_base_url": c.APIBaseURL, "time_zone": c.TimeZone,
	} {
		if v != "" {
			body[k] = v
		}
	}
	var made struct {
		Account account `json:"account"`
		Token   string  `json:"token"`
		AESKey  string  `json:"aes_key"`
	}
	err = withOperator(e, c.Data, func(o *operator) error { return o.call(e.ctx, "POST", "/accounts", body, &made) })
	if err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "已添加 added: %s %s (%s)\n\n", made.Account.Kind, made.Account.Slug, made.Account.PlatformID)
	fmt.Fprintln(e.stdout, "请填到平台后台的回调设置里（密钥只显示这一次）· Paste into the platform's callback settings (shown this once):")
	table := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "  URL\t%s\n  Token\t%s\n  EncodingAESKey\t%s\n", made.Account.CallbackURL, made.Token, made.AESKey)
	return table.Flush()
}

func (c accountsAdd) readSecret(e env) (string, error) {
	if c.Secret != "-" && c.Secret != "" {
		return c.Secret, nil
	}
	e.say("Secret（输入后回车 · type it and press Enter）:")
	line, err := io.ReadAll(io.LimitReader(os.Stdin, 4096))
	if err != nil {
		return "", err
	}
	first, _, _ := bytes.Cut(line, []byte("\n"))
	if secret := strings.TrimSpace(string(first)); secret != "" {
		return secret, nil
	}
	return "", errors.New("no secret was given: use --secret, MENLING_ACCOUNT_SECRET, or type it")
}

type accountsList struct {
	config.Data
	JSON bool `name:"json" help:"For machines."`
}

// Run lists the accounts.
func (c accountsList) Run(e env) error {
	items, err := listAccounts(e, c.Data)
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(e.stdout).Encode(items)
	}
	if len(items) == 0 {
		e.say("还没有账号。添加： · No accounts yet. Add one: menling accounts add wecom|weapp NAME --platform-id ID")
		return nil
	}
	table := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "KIND\tNAME\tID\tCALLBACK URL")
	for _, a := range items {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", a.Kind, a.Slug, a.PlatformID, a.CallbackURL)
	}
	return table.Flush()
}

type accountsTest struct {
	config.Data
	Kind string `arg:"" enum:"wecom,weapp" help:"wecom or weapp."`
	Slug string `arg:"" help:"Its short name."`
}

// Run tries the account step by step.
func (c accountsTest) Run(e env) error {
	var result struct {
		OK    bool `json:"ok"`
		Steps []struct {
			Name string `json:"name"`
			OK   bool   `json:"ok"`
			ZH   string `json:"zh"`
			EN   string `json:"en"`
		} `json:"steps"`
	}
	err := withAccount(e, c.Data, c.Kind, c.Slug, func(o *operator, path string) error {
		e.say("正在测试…… · testing…")
		return o.call(e.ctx, "POST", path+"/test", nil, &result)
	})
	if err != nil {
		return err
	}
	for _, s := range result.Steps {
		fmt.Fprintf(e.stdout, "%s %-10s %s · %s\n", map[bool]string{true: "✓", false: "✗"}[s.OK], s.Name, s.ZH, s.EN)
	}
	if !result.OK {
		return errors.New("the account does not work yet")
	}
	return nil
}

type accountsRemove struct {
	config.Data
	Kind string `arg:"" enum:"wecom,weapp" help:"wecom or weapp."`
	Slug string `arg:"" help:"Its short name."`
}

// Run removes the account.
func (c accountsRemove) Run(e env) error {
	err := withAccount(e, c.Data, c.Kind, c.Slug, func(o *operator, path string) error { return o.call(e.ctx, "DELETE", path, nil, nil) })
	if err == nil {
		e.say("已移除 removed: %s %s", c.Kind, c.Slug)
	}
	return err
}

func withOperator(e env, d config.Data, do func(*operator) error) (err error) {
	o, err := openOperator(e.ctx, d, e.log("error"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.close()) }()
	return do(o)
}

// withAccount finds the account by kind and short name.
func withAccount(e env, d config.Data, kind, slug string, do func(o *operator, path string) error) error {
	return withOperator(e, d, func(o *operator) error {
		items, err := accountsOf(e, o)
		if err != nil {
			return err
		}
		for _, a := range items {
			if a.Kind == kind && a.Slug == slug {
				return do(o, "/accounts/"+strconv.FormatInt(a.ID, 10))
			}
		}
		return fmt.Errorf("there is no %s account %q (menling accounts list shows all)", kind, slug)
	})
}

func listAccounts(e env, d config.Data) (items []account, err error) {
	err = withOperator(e, d, func(o *operator) (err error) { items, err = accountsOf(e, o); return err })
	return items, err
}

func accountsOf(e env, o *operator) ([]account, error) {
	var list struct {
		Items []account `json:"items"`
	}
	err := o.call(e.ctx, "GET", "/accounts", nil, &list)
	return list.Items, err
}
