module github.com/menling/menling/torture

go 1.26.0

require (
	github.com/jackc/pgx/v5 v5.12.0
	github.com/menling/menling v0.0.0
	modernc.org/sqlite v1.60.1
)

replace github.com/menling/menling => ../
