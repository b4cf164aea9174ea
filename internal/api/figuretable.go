package api

import (
	"context"
	"fmt"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/sheet"
)

type exportFiguresQuery struct {
	FiguresQuery
	Lang string `query:"lang" enum:"zh,en" default:"zh" doc:"Of the titles and definitions"`
}

// exportFigures is a table of figures with their definitions: on a second sheet, or below the numbers.
func (a *API) exportFigures(format string) func(context.Context, *exportFiguresQuery) (*huma.StreamResponse, error) {
	return func(ctx context.Context, in *exportFiguresQuery) (*huma.StreamResponse, error) {
		f, err := a.Desk.Figures(ctx, actor(ctx), in.query())
		if err != nil {
			return nil, err
		}
		name := fmt.Sprintf("desk-figures-%d-%d", f.From, f.To)
		t := figureTable{f, in.Lang == "en"}
		return tableAnswer(a, name, format, func(_ context.Context, w sheet.Writer) error { return t.write(w) }), nil
	}
}

// figureTable is figures in one language.
type figureTable struct {
	figures desk.Figures
	en      bool
}

func (t figureTable) say(w desk.InWords) string {
	if t.en {
		return w.EN
	}
	return w.ZH
}

// lineTitles are what lines are called.
var lineTitles = map[string]desk.InWords{
	desk.FiguresByDay:     {ZH: "日期", EN: "Day"},
	desk.FiguresByHour:    {ZH: "时段", EN: "Hour"},
	desk.FiguresByAgent:   {ZH: "客服", EN: "Agent"},
	desk.FiguresByTeam:    {ZH: "团队", EN: "Team"},
	desk.FiguresByAccount: {ZH: "小程序", EN: "Mini program"},
}

func (t figureTable) write(w sheet.Writer) error {
	columns := desk.FigureColumns()
	header := []sheet.Column{{Title: t.say(lineTitles[t.figures.By]), Width: 16}}
	for _, c := range columns {
		header = append(header, sheet.Column{Title: t.say(c.Title), Number: true})
	}
	if err := w.Header(header...); err != nil {
		return err
	}
	for _, row := range t.figures.Rows {
		if err := w.Row(figureCells(t.label(row), row.Counted)...); err != nil {
			return err
		}
	}
	if err := w.Row(figureCells(t.say(desk.InWords{ZH: "合计", EN: "Total"}), t.figures.Total)...); err != nil {
		return err
	}
	return t.definitions(w, columns)
}

func figureCells(label string, c desk.Counted) []string {
	cells := []string{label}
	for _, column := range desk.FigureColumns() {
		cells = append(cells, column.Show(c))
	}
	return cells
}

func (t figureTable) definitions(w sheet.Writer, columns []desk.FigureColumn) error {
	name := t.say(desk.InWords{ZH: "口径说明", EN: "Definitions"})
	figure, meaning := t.say(desk.InWords{ZH: "指标", EN: "Figure"}), t.say(desk.InWords{ZH: "含义", EN: "Meaning"})
	if err := w.Next(name, sheet.Column{Title: figure, Width: 24}, sheet.Column{Title: meaning, Width: 80}); err != nil {
		return err
	}
	for _, c := range columns {
		if err := w.Row(t.say(c.Title), t.say(c.Meaning)); err != nil {
			return err
		}
	}
	return w.Row(t.say(lineTitles[desk.FiguresByDay]), t.say(desk.FigureDays))
}

// label is what a line is called in a table.
func (t figureTable) label(row desk.FigureRow) string {
	switch t.figures.By {
	case desk.FiguresByDay:
		return row.Key[:4] + "-" + row.Key[4:6] + "-" + row.Key[6:]
	case desk.FiguresByHour:
		hour, _ := strconv.Atoi(row.Key)
		return fmt.Sprintf("%02d:00", hour)
	}
	switch {
	case row.Key == "0":
		return t.say(desk.InWords{ZH: "（无）", EN: "(none)"})
	case row.Gone && t.figures.By == desk.FiguresByTeam:
		return row.Name + t.say(desk.InWords{ZH: "（已删除）", EN: " (removed)"})
	case row.Gone:
		return row.Name + t.say(desk.InWords{ZH: "（已停用）", EN: " (disabled)"})
	}
	return row.Name
}
