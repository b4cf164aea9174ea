package wx

import "testing"

// Each table is read by code, by people too.
func TestMeaningTables(t *testing.T) {
	tables := map[Platform][]meaning{"": meaningsOfBoth, WeCom: meaningsOfWeCom, WeApp: meaningsOfWeApp}
	common := map[int]bool{}
	for _, row := range meaningsOfBoth {
		common[row.code] = true
	}
	for platform, rows := range tables {
		for i, row := range rows {
			if row.on != platform {
				t.Errorf("%d of %q stands in the table of %q", row.code, row.on, platform)
			}
			if i > 0 && row.code <= rows[i-1].code {
				t.Errorf("%q: %d stands after %d", platform, row.code, rows[i-1].code)
			}
			if platform != "" && common[row.code] {
				t.Errorf("%d stands among the codes of both and of %s", row.code, platform)
			}
			if row.ZH == "" || row.EN == "" || row.DoZH == "" || row.DoEN == "" {
				t.Errorf("%q: %d is not explained", platform, row.code)
			}
		}
	}
}
