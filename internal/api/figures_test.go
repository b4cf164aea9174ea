package api

import (
	"strconv"
	"time"

	"github.com/menling/menling/internal/desk"
)

// figures walks through the figures of today: a table, opened again, says what the answer says.
func (k *walker) figures() {
	zone, _ := time.LoadLocation("Asia/Shanghai")
	day := time.Now().In(zone).Format("20060102")
	query := "?by=agent&from=" + day + "&to=" + day
	var f desk.Figures
	k.call("get-figures", get, "/desk/figures"+query, nil, 200, &f)
	if f.Total.Started != 1 || f.Total.Taken != 1 {
		k.Errorf("figures %s", jsonOf(f))
	}
	for _, format := range []string{"csv", "xlsx"} {
		r := k.call("export-figures-"+format, get, "/desk/figures."+format+query+"&lang=en", nil, 200, nil)
		header, rows := readTable(k, r.body)
		total := rows[len(f.Rows)]
		if header[0] != "Agent" || header[1] != "Started" || total[0] != "Total" || total[1] != strconv.Itoa(f.Total.Started) || total[2] != strconv.Itoa(f.Total.Taken) {
			k.Errorf("%s: %v %v", format, header, total)
		}
	}
	var opened CountedConversations
	k.call("list-figure-conversations", get, "/desk/figures/conversations"+query+"&figure=taken", nil, 200, &opened)
	var meanings List[FigureDefinition]
	k.call("list-figure-definitions", get, "/desk/figures/definitions", nil, 200, &meanings)
	var wall desk.Wall
	k.call("get-wall", get, "/desk/wall", nil, 200, &wall)
	if len(opened.Items) != 1 || len(meanings.Items) != len(desk.FigureColumns()) || wall.Today.Started != 1 {
		k.Errorf("opened %s, wall %s", jsonOf(opened), jsonOf(wall))
	}
	var setting desk.Setting[desk.FigureSetting]
	k.call("get-figure-setting", get, "/desk/figures/setting", nil, 200, &setting)
	k.call("put-figure-setting", put, "/desk/figures/setting", setting.Value, 200, nil)
	k.call("remove-figure-setting", "DELETE", "/desk/figures/setting", nil, 200, nil)
}
