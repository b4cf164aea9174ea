package api

import (
	archive "archive/zip"
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/qrcode"
	"github.com/menling/menling/internal/sheet"
	"github.com/menling/menling/internal/store"
	"github.com/menling/menling/internal/store/storetest"
	"github.com/menling/menling/sandbox"
)

// bulk runs the due jobs of imports and of ways in bulk.
func (w *world) bulk() {
	w.Helper()
	w.ledger.ReadQR = readQR
	do := map[string]func(context.Context, crm.Job) error{
		ledger.JobCheckImport: w.ledger.CheckImport, ledger.JobRunImport: w.ledger.RunImport, ledger.JobPictures: w.ledger.FetchPictures,
		ledger.JobFindWay: w.ledger.FindWay, ledger.JobFetchQR: w.ledger.FetchQR, ledger.JobCreateWay: w.ledger.CallCreate,
		ledger.JobChangeWay: w.ledger.CallChange, ledger.JobDeleteWay: w.ledger.CallDelete, ledger.JobBlame: w.ledger.Blame, ledger.JobBulk: w.ledger.CallBulk,
		ledger.JobRebuild: w.ledger.CarryOn, ledger.JobFoldChat: w.ledger.FoldChatPeople,
	}
	w.work(ledger.QueueBulk, func(ctx context.Context, j crm.Job) error {
		if do[j.Kind] == nil {
			return fmt.Errorf("no handler for %s", j.Kind)
		}
		return do[j.Kind](ctx, j)
	})
}

func readQR(picture []byte) (string, error) {
	img, err := qrcode.ReadPicture(picture)
	if err != nil {
		return "", err
	}
	return qrcode.Decode(img)
}

func (c *caller) upload(account int64, key string, file []byte) reply {
	c.Helper()
	return c.do(post, fmt.Sprintf("%s/imports?account=%d&client_key=%s&file=%s", base, account, key, "w.csv"), file)
}

const wayFile = "名称,渠道,类型,成员,客户群,备注,状况\n" +
	"甲店,抖音,联系我,zhangsan,,前台,好\n" +
	"乙店,抖音,联系我,李四,,,\n" +
	",没有的渠道,联系我,nobody,,,\n" +
	"丙群,抖音,进群,,wrSandboxGroup00000000000000001,,\n"

// imports goes the whole way of a file: uploaded, checked, put right, run, looked at.
func (k *walker) imports() {
	var i ledger.ImportRow
	k.upload(k.wecom.ID, "import-file-1", []byte(wayFile)).want(k, 202, &i)
	k.used["add-import"] = true
	k.header = http.Header{"Idempotency-Key": {"spring"}}
	var once, twice ledger.ImportRow
	for _, to := range []*ledger.ImportRow{&once, &twice} {
		k.do(post, fmt.Sprintf("%s/imports?account=%d", base, k.wecom.ID), []byte(wayFile)).want(k, 202, to)
	}
	k.header = nil
	if once.ID != twice.ID || once.ID == i.ID {
		k.Errorf("imports %d, %d and %d", i.ID, once.ID, twice.ID)
	}
	path := fmt.Sprintf("/imports/%d", i.ID)
	k.do(post, base+path+"/start", ImportStart{}).refused(k, 409, "import_state")
	k.bulk()
	k.call("get-import", get, path, nil, 200, &i)
	if i.State != "ready" || i.Total != 4 || i.Checked != 4 || i.Wrong != 1 || !slices.Equal(i.UnknownColumns, []string{"状况"}) {
		k.Fatalf("checked %+v", i)
	}
	var lines ImportLines
	k.call("list-import-rows", get, path+"/rows?only=errors", nil, 200, &lines)
	if len(lines.Items) != 1 || lines.Items[0].Line != 4 || len(lines.Items[0].Errors) != 3 {
		k.Errorf("errors %s", jsonOf(lines))
	}
	r := k.call("get-import-errors", get, path+"/errors.csv?only=errors", nil, 200, nil)
	if s := string(r.body); !strings.Contains(s, ledger.ErrorColumn) || !strings.Contains(s, "没有成员「nobody」") || strings.Contains(s, "甲店") {
		k.Errorf("errors.csv %s", s)
	}
	k.call("check-import", post, path+"/check", ImportCheck{CreateChannels: true}, 200, &i)
	k.bulk()
	if p := k.do(post, base+path+"/start", ImportStart{}).refused(k, 409, "import_has_errors"); p.Params["wrong"] != 1.0 {
		k.Errorf("told %+v", p)
	}
	k.call("start-import", post, path+"/start", ImportStart{SkipWrong: true}, 200, &i)
	k.call("pause-import", post, path+"/pause", nil, 200, &i)
	k.bulk()
	k.call("resume-import", post, path+"/resume", nil, 200, &i)
	k.bulk()
	k.call("get-import", get, path, nil, 200, &i)
	if i.State != "done" || i.Made != 3 || i.Waiting != 0 {
		k.Fatalf("done %+v", i)
	}
	k.do(post, base+path+"/cancel", nil).refused(k, 409, "import_state")
	k.do(post, base+path+"/retry", nil).refused(k, 409, "import_nothing_to_make")
	k.write(func(tx *store.Tx) error {
		rows, err := tx.Way(k.line(path, 0).WayID)
		rows.Phase, rows.Problem = ledger.PhaseFailed, crm.ProblemAbsent
		return errorsOf(err, tx.UpdateWay(rows))
	})
	k.call("retry-import", post, path+"/retry", nil, 200, &i)
	k.bulk()
	if l := k.line(path, 0); l.Phase != "confirmed" {
		k.Errorf("tried again: %s", jsonOf(l))
	}
	k.upload(k.wecom.ID, "import-file-2", []byte(wayFile)).want(k, 202, &i)
	k.call("cancel-import", post, fmt.Sprintf("/imports/%d/cancel", i.ID), nil, 200, &i)
	var p Page[ledger.ImportRow]
	k.call("list-imports", get, "/imports?limit=1", nil, 200, &p)
	if len(p.Items) != 1 || p.Items[0].State != "cancelled" || p.Next == "" {
		k.Errorf("imports %s", jsonOf(p))
	}
}

func errorsOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func (k *walker) line(path string, n int) ledger.LineRow {
	k.Helper()
	var lines ImportLines
	k.do(get, base+path+"/rows", nil).want(k, 200, &lines)
	return lines.Items[n]
}

// tables reads what is given out: each can be read again by the import.
func (k *walker) tables() {
	for _, format := range []string{"csv", "xlsx"} {
		r := k.call("get-import-template-"+format, get, "/imports/template."+format, nil, 200, nil)
		header, rows := readTable(k, r.body)
		if len(rows) != 2 || header[0] != "名称 Name" {
			k.Errorf("template.%s: %v, %d rows", format, header, len(rows))
		}
		r = k.call("export-ways-"+format, get, "/ways/export."+format+"?q="+"%E5%BA%97", nil, 200, nil)
		header, rows = readTable(k, r.body)
		if len(rows) != 3 || header[0] != "名称 Name" {
			k.Fatalf("export.%s: %v, %v", format, header, rows)
		}
	}
}

func readTable(t testing.TB, data []byte) (header []string, rows [][]string) {
	t.Helper()
	r, err := sheet.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatalf("%v in %q", err, data[:min(200, len(data))])
	}
	for {
		row, err := r.Read()
		if err == io.EOF {
			return r.Header().Cells, rows
		}
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row.Cells)
	}
}

// pictures draws the code of a way in every manner, and scans each back.
func (k *walker) pictures(way ledger.WayRow) {
	path := fmt.Sprintf("/ways/%d", way.ID)
	want := scanned(k, k.do(get, base+path+"/qr.png", nil).want(k, 200, nil).body)
	if !strings.Contains(want, way.ConfigID) {
		k.Fatalf("the platform's picture says %q, not %s", want, way.ConfigID)
	}
	var logo desk.MediaRow
	k.header = http.Header{"Content-Type": {"image/png"}}
	k.do(post, base+"/media", square(60, 60)).want(k, 200, &logo)
	k.call("keep-background", post, "/posters/background", square(600, 900), 200, &logo)
	k.header = nil
	for _, look := range []string{"size=300", "size=512&margin=2&level=Q", "size=600&logo=" + logo.ID, "size=400&caption=%7Bname%7D", "size=300&foreground=%23003366&background=%23ffffee"} {
		r := k.call("get-way-qr", get, path+"/qr.png?"+look, nil, 200, nil)
		if got := scanned(k, r.body); got != want {
			k.Errorf("%s says %q, want %q", look, got, want)
		}
	}
	r := k.call("get-way-svg", get, path+"/qr.svg?size=300", nil, 200, nil)
	if r.Header.Get("Content-Type") != "image/svg+xml" || !strings.HasPrefix(string(r.body), "<svg ") {
		k.Errorf("svg: %v %.60s", r.Header, r.body)
	}
	if p := k.do(get, base+path+"/qr.svg?size=20", nil).refused(k, 422, "qr_bad_option"); p.Params["option"] != "size" {
		k.Errorf("told %+v", p)
	}
	k.posters(path, want, logo.ID)
	k.zip(way, want)
}

func (k *walker) posters(path, want, background string) {
	spec := qrcode.Poster{Code: qrcode.Box{X: 0.2, Y: 0.3, Width: 0.6, Height: 0.4}, Texts: []qrcode.Text{{Text: "{name}", X: 0.5, Y: 0.1, Size: 0.05, Colour: "#222222", Align: "centre"}}}
	in := PosterInput{Name: "展架", Background: background, Spec: spec}
	var p Poster
	k.call("create-poster", post, "/posters", in, 200, &p)
	k.do(post, base+"/posters", in).refused(k, 409, "taken")
	in.Spec.Code.Width = 3
	if told := k.do(post, base+"/posters", in).refused(k, 422, "invalid"); told.Params["field"] != "spec.code.width" {
		k.Errorf("told %+v", told)
	}
	in.Name, in.Spec = "门口展架", spec
	at := fmt.Sprintf("/posters/%d", p.ID)
	k.call("edit-poster", put, at, in, 200, &p)
	var list List[Poster]
	k.call("list-posters", get, "/posters", nil, 200, &list)
	if len(list.Items) != 1 || list.Items[0].Name != "门口展架" || len(list.Items[0].Spec.Texts) != 1 {
		k.Errorf("posters %s", jsonOf(list))
	}
	r := k.call("get-way-poster", get, fmt.Sprintf("%s/poster.png?poster=%d", path, p.ID), nil, 200, nil)
	if got := scanned(k, r.body); got != want {
		k.Errorf("the poster says %q, want %q", got, want)
	}
	r = k.call("get-qr-zip", get, fmt.Sprintf("/ways/qr.zip?format=jpeg&poster=%d", p.ID), nil, 200, nil)
	for _, f := range opened(k, r.body) {
		if strings.HasSuffix(f.name, ".jpeg") && scanned(k, f.data) == "" {
			k.Errorf("%s cannot be scanned", f.name)
		}
	}
	k.call("remove-poster", "DELETE", at, nil, 204, nil)
	k.do(get, fmt.Sprintf("%s%s/poster.png?poster=%d", base, path, p.ID), nil).refused(k, 404, "not_found")
}

type zipped struct {
	name string
	data []byte
}

func (k *walker) zip(way ledger.WayRow, want string) {
	r := k.call("get-qr-zip", get, "/ways/qr.zip?size=300&name=%7Bchannel%7D%2F%7Bname%7D", nil, 200, nil)
	files := opened(k, r.body)
	at := slices.IndexFunc(files, func(f zipped) bool { return f.name == "抖音/门店 _ 海报.png" })
	if at < 0 || scanned(k, files[at].data) != want {
		k.Fatalf("%d files, that of way %d at %d", len(files), way.ID, at)
	}
	last := files[len(files)-1]
	_, rows := readTable(k, last.data)
	if last.name != "index.csv" || len(rows) < len(files)-1 {
		k.Errorf("%s has %d rows for %d files", last.name, len(rows), len(files))
	}
}

func opened(t testing.TB, data []byte) (files []zipped) {
	t.Helper()
	z, err := archive.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, zipped{f.Name, b})
	}
	return files
}

// scanned is what the code in a picture says.
func scanned(t testing.TB, picture []byte) string {
	t.Helper()
	text, err := readQR(picture)
	if err != nil {
		t.Fatalf("a picture of %d bytes cannot be scanned: %v", len(picture), err)
	}
	return text
}

func square(w, h int) []byte {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = 200
	}
	img.Set(0, 0, color.White)
	var b bytes.Buffer
	png.Encode(&b, img)
	return b.Bytes()
}

// A code whose content nobody can read is still given out, in any size, and what cannot be done with it is said.
func TestACodeThatCannotBeReadIsServedAsItIs(t *testing.T) {
	w := newWorld(t, storetest.Open(t, store.SQLite)).withPlatforms()
	k := &walker{caller: w.admin(), used: map[string]bool{}}
	way := k.ways()
	w.ledger.ReadQR = readQR
	picture := square(200, 200)
	b, err := crm.Picture(picture, 1)
	if err != nil {
		t.Fatal(err)
	}
	w.write(func(tx *store.Tx) error {
		now, err := tx.Way(way.ID)
		now.QRBlob, now.QRContent = b.Hash[:], ""
		return errorsOf(err, tx.PutBlob(b), tx.UpdateWay(now))
	})
	path := fmt.Sprintf("%s/ways/%d", base, way.ID)
	if r := k.do(get, path+"/qr.png", nil).want(t, 200, nil); !bytes.Equal(r.body, picture) {
		t.Error("the kept picture is not served")
	}
	r := k.do(get, path+"/qr.png?size=300", nil).want(t, 200, nil)
	if c, err := png.DecodeConfig(bytes.NewReader(r.body)); err != nil || c.Width != 300 {
		t.Errorf("resized: %v, %v", c, err)
	}
	for _, p := range []string{"/qr.svg", "/qr.png?level=H", "/qr.png?logo=" + hex.EncodeToString(b.Hash[:])} {
		k.do(get, path+p, nil).refused(t, 409, "qr_content_unknown")
	}
}

// Files that are no tables are refused with what to do.
func TestFilesThatAreNoTablesAreRefused(t *testing.T) {
	w := newWorld(t, storetest.Open(t, store.SQLite)).withPlatforms()
	c := w.admin()
	for _, f := range []struct {
		name, data string
		status     int
		code       crm.Code
	}{
		{"nothing", " \n ", 422, "sheet_empty"},
		{"a picture", string(square(3, 3)), 422, "sheet_not_a_table"},
		{"no header", "张三,李四\n1,2\n", 422, "import_columns_missing"},
		{"no rows", "名称,渠道\n", 422, "invalid"},
		{"a quote", "名称,渠道\n\"甲,乙\n丙,丁\n", 422, "sheet_broken_quote"},
	} {
		c.upload(w.wecom.ID, "file-of-nothing", []byte(f.data)).refused(t, f.status, f.code)
	}
	c.upload(w.weapp.ID, "file-of-nothing", []byte(wayFile)).refused(t, 422, "invalid")
	var p Page[ledger.ImportRow]
	if c.do(get, base+"/imports", nil).want(t, 200, &p); len(p.Items) != 0 {
		t.Errorf("something stayed: %s", jsonOf(p))
	}
}

// A department counts with everybody below it: 100 people are the most that a way may lead to.
func TestDepartmentsAreCountedWithAllBelowThem(t *testing.T) {
	f := sandbox.DefaultFixture()
	f.Departments = append(f.Departments, sandbox.Department{ID: 30, Name: "门店", ParentID: 3}, sandbox.Department{ID: 31, Name: "一店", ParentID: 30})
	for k := range 97 { // beside 4 of department 3
		f.Members = append(f.Members, sandbox.Member{UserID: fmt.Sprint("shop", k), Name: fmt.Sprint("店员", k), Departments: []int{30 + k%2}, Status: sandbox.MemberActive, Verified: true, Contact: true})
	}
	w := newWorld(t, storetest.Open(t, store.SQLite)).withFixture(f)
	c := w.admin()
	var i ledger.ImportRow
	c.upload(w.wecom.ID, "departments", []byte("名称,渠道,成员,部门\n少,官网,,30\n多,官网,,3\n店员,官网,店员1，店员3,\n")).want(t, 202, &i)
	w.bulk()
	c.do(post, fmt.Sprintf("%s/imports/%d/check", base, i.ID), ImportCheck{CreateChannels: true}).want(t, 200, nil)
	w.bulk()
	var lines ImportLines
	c.do(get, fmt.Sprintf("%s/imports/%d/rows?only=errors", base, i.ID), nil).want(t, 200, &lines)
	if len(lines.Items) != 1 || lines.Items[0].Line != 3 || len(lines.Items[0].Errors) != 1 || !strings.Contains(lines.Items[0].Errors[0].ZH, "101 人") {
		t.Errorf("errors %s", jsonOf(lines))
	}
}

// What was exported can be imported again as it is: every column is known, and every row is right.
func TestAnExportCanBeImportedAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s).withPlatforms()
		c := w.admin()
		var i ledger.ImportRow
		file := "名称,渠道,类型,成员,联系方式,场景,按钮样式,免验证,备注,state 前缀,欢迎语,客户群,自动建群,群名前缀,群起始序号,同企业归同一成员\n" +
			"甲店,门店,联系我,zhangsan,单人,按钮,3,否,前台,jia-,\"您好，\n欢迎\",,,,,是\n" +
			"=乙群,门店,进群,,,,,,,,,wrSandboxGroup00000000000000001，wrSandboxGroup00000000000000002,是,福利群,8,\n"
		c.do(post, fmt.Sprintf("%s/imports?account=%d&client_key=once-more-1&create_channels=1", base, w.wecom.ID), []byte(file)).want(t, 202, &i)
		w.bulk()
		c.do(post, fmt.Sprintf("%s/imports/%d/start", base, i.ID), ImportStart{}).want(t, 200, nil)
		w.bulk()
		var first Page[ledger.WayRow]
		if c.do(get, base+"/ways", nil).want(t, 200, &first); len(first.Items) != 2 {
			t.Fatalf("ways %s", jsonOf(first))
		}
		for _, format := range []string{"csv", "xlsx"} {
			again := c.do(get, base+"/ways/export."+format, nil).want(t, 200, nil).body
			c.do(post, fmt.Sprintf("%s/imports?account=%d&client_key=again-%s", base, w.wecom.ID, format), again).want(t, 202, &i)
			w.bulk()
			c.do(get, fmt.Sprintf("%s/imports/%d", base, i.ID), nil).want(t, 200, &i)
			if i.State != "ready" || i.Wrong != 0 || i.Total != 2 || len(i.UnknownColumns) != 0 {
				t.Fatalf("%s: %+v %s", format, i, c.do(get, fmt.Sprintf("%s/imports/%d/rows", base, i.ID), nil).body)
			}
		}
		c.do(post, fmt.Sprintf("%s/imports/%d/start", base, i.ID), ImportStart{}).want(t, 200, nil)
		w.bulk()
		var all Page[ledger.WayRow]
		if c.do(get, base+"/ways", nil).want(t, 200, &all); len(all.Items) != 4 {
			t.Fatalf("ways %s", jsonOf(all))
		}
		for _, was := range first.Items {
			k := slices.IndexFunc(all.Items[:2], func(now ledger.WayRow) bool { return now.Name == was.Name })
			if k < 0 || jsonOf(all.Items[k].Settings) != jsonOf(was.Settings) || all.Items[k].Kind != was.Kind || all.Items[k].State == was.State {
				t.Errorf("it was %s and is now %s", jsonOf(was), jsonOf(all.Items))
			}
		}
	})
}

// Files in an archive have names that every file system takes, and no two have the same.
func TestFileNames(t *testing.T) {
	names := newFileNames()
	long := strings.Repeat("长", 100)
	for _, c := range [][2]string{
		{"门店/甲-x", "门店/甲-x.png"}, {"门店/甲-x", "门店/甲-x (2).png"}, {"门店/甲-X", "门店/甲-X (3).png"}, {"../../etc/passwd", "etc/passwd.png"}, {"/a//b/", "a/b.png"},
		{"", "qr.png"}, {" . ", "qr (2).png"}, {`a\b:c*?"<>|`, "a_b_c______.png"}, {"con/nul.txt", "_con/_nul.txt.png"}, {"com1", "_com1.png"}, {long, strings.Repeat("长", 40) + ".png"},
		{"x\x00\n\xff", "x___.png"}, {"tail. ", "tail.png"},
	} {
		if got := names.unique(c[0], "png"); got != c[1] {
			t.Errorf("%q becomes %q, want %q", c[0], got, c[1])
		}
	}
	if got := names.unique("index", "csv"); got != "index (2).csv" {
		t.Errorf("the index's name is given away: %s", got)
	}
}
