package api

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/menling/menling/internal/crm"
	"github.com/menling/menling/internal/desk"
	"github.com/menling/menling/internal/ledger"
	"github.com/menling/menling/internal/qrcode"
)

// base is in front of every operation.
const base = "/api/v1"

// version is that of the API, not of the program.
const version = "1"

const schemaPrefix = "#/components/schemas/"

const about = "Everything the console does, for programs too. Ids are integers below 2^53, times are UTC milliseconds. " +
	"Lists are read page by page: pass `next` (or `before`) back as it is. Errors are `application/problem+json` with a stable `code`. " +
	"A POST may carry an `Idempotency-Key`: sent again within 24 hours it takes effect once and gets the same answer."

// newHuma mounts the operations' framework on the API's routes.
func (a *API) newHuma() huma.API {
	registry := huma.NewMapRegistry(schemaPrefix, schemaName)
	h := humago.NewWithPrefix(a.mux, base, huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info:    &huma.Info{Title: "Menling 门铃", Version: version, Description: about},
			Servers: []*huma.Server{{URL: base}},
			Components: &huma.Components{Schemas: registry, SecuritySchemes: map[string]*huma.SecurityScheme{
				"session": {Type: "apiKey", In: "cookie", Name: cookieName}, "key": {Type: "http", Scheme: "bearer", Description: "An API key, mlk_…"},
			}},
		},
		Formats:       huma.DefaultFormats,
		DefaultFormat: "application/json",
		Transformers:  []huma.Transformer{ownWords},
	})
	h.UseMiddleware(a.admit, a.once)
	return h
}

// operation is one row of the route table.
type operation struct {
	id, method, path, tag, summary string
	status                         int      // 0: 200, or 204 without a body
	max                            int64    // bytes of the body; 0: 1 MiB
	answers                        string   // the media type, where it is not JSON
	takes                          []string // the same of the body
	about                          string
}

// bodyTime is how long a request's body may take to arrive.
const bodyTime = time.Minute

// on adds an operation. Its handler's errors become Problems here and nowhere else.
func on[I, O any](a *API, h huma.API, o operation, handle func(context.Context, *I) (*O, error)) {
	op := huma.Operation{
		OperationID: o.id, Method: o.method, Path: o.path, Tags: []string{o.tag}, Summary: o.summary, DefaultStatus: o.status, Description: o.about,
		MaxBodyBytes: max(o.max, 0), BodyReadTimeout: bodyTime, Extensions: map[string]any{"x-role": string(access[o.id])},
		Responses: map[string]*huma.Response{"default": problemResponse(h)},
	}
	if access[o.id] != public {
		op.Security = []map[string][]string{{"session": {}}, {"key": {}}}
	}
	if o.max == 0 {
		op.MaxBodyBytes = 1 << 20
	}
	if o.answers != "" {
		op.Responses["200"] = &huma.Response{Description: "OK", Content: binary(o.answers)}
	}
	if len(o.takes) > 0 {
		op.RequestBody = &huma.RequestBody{Required: true, Content: binary(o.takes...)}
	}
	huma.Register(h, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := handle(ctx, in)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return out, nil
	})
}

func problemResponse(h huma.API) *huma.Response {
	schema := h.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[Problem](), true, "")
	return &huma.Response{Description: "Error", Content: map[string]*huma.MediaType{problemType: {Schema: schema}}}
}

func binary(types ...string) map[string]*huma.MediaType {
	content := map[string]*huma.MediaType{}
	for _, t := range types {
		schema := &huma.Schema{Type: huma.TypeString, Format: "binary"}
		if strings.HasPrefix(t, "text/") {
			schema.Format = ""
		}
		content[t] = &huma.MediaType{Schema: schema}
	}
	return content
}

// schemaNames are the words of the documentation where they are not those of the code.
var schemaNames = map[reflect.Type]string{
	reflect.TypeFor[crm.Problem]():       "Reason",
	reflect.TypeFor[desk.Window]():       "ReplyWindow",
	reflect.TypeFor[desk.Reply]():        "MessageInput",
	reflect.TypeFor[ledger.NewWay]():     "WayInput",
	reflect.TypeFor[ledger.HistoryRow](): "Occurrence",
	reflect.TypeFor[ledger.MemberRow]():  "MemberName",
	reflect.TypeFor[qrcode.Poster]():     "PosterSpec",
	reflect.TypeFor[qrcode.Box]():        "PosterBox",
	reflect.TypeFor[qrcode.Text]():       "PosterText",
	reflect.TypeFor[ledger.LineRow]():    "ImportLine",
}

func schemaName(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if name, ok := schemaNames[t]; ok {
		return name
	}
	name := strings.ReplaceAll(huma.DefaultSchemaNamer(t, hint), "Row", "")
	for _, list := range []string{"List", "Page"} { // ListWay reads better as WayList
		if rest, ok := strings.CutPrefix(name, list); ok && strings.Contains(t.Name(), "[") {
			return rest + list
		}
	}
	return name
}

// finish makes the document say what the code does: pointers without omitempty may be null, lists never are.
func finish(doc *huma.OpenAPI) {
	registry := doc.Components.Schemas
	schemas := registry.Map()
	delete(schemas, "ErrorModel") // huma's own form of errors, which ownWords replaces
	delete(schemas, "ErrorDetail")
	for name, schema := range schemas {
		if t := registry.TypeFromRef(schemaPrefix + name); t != nil && t.Kind() == reflect.Struct {
			nullable(schema, t)
			if strings.HasSuffix(t.Name(), "Row") { // only ever answered
				whole(schema, t)
			}
		}
	}
	doc.Extensions = map[string]any{"x-errors": listOfErrors()}
}

func nullable(schema *huma.Schema, t reflect.Type) {
	for _, f := range reflect.VisibleFields(t) {
		name, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
		p := schema.Properties[name]
		switch {
		case p == nil:
		case p.Type == huma.TypeArray:
			p.Nullable = false
		case f.Type.Kind() == reflect.Pointer && p.Ref != "" && !strings.Contains(rest, "omitempty"):
			schema.Properties[name] = &huma.Schema{AnyOf: []*huma.Schema{p, {Type: "null"}}, Description: p.Description}
		}
	}
}

// whole says that an answer carries every field that is never left out.
func whole(schema *huma.Schema, t reflect.Type) {
	for _, f := range reflect.VisibleFields(t) {
		name, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
		if schema.Properties[name] != nil && !strings.Contains(rest, "omit") && !slices.Contains(schema.Required, name) {
			schema.Required = append(schema.Required, name)
		}
	}
}

func listOfErrors() []map[string]any {
	var list []map[string]any
	for _, code := range slices.Sorted(maps.Keys(sentences)) {
		s := sentences[code]
		if code == crm.CodeInvalid {
			s.zh, s.en = "{field} 不对，附原因", "what is wrong with {field}"
		}
		list = append(list, map[string]any{"code": string(code), "status": s.status, "zh": s.zh, "en": s.en})
	}
	return list
}

// Document is the OpenAPI document, indented and always in the same order.
func (a *API) Document() ([]byte, error) {
	b, err := json.MarshalIndent(a.doc, "", "  ")
	return append(b, '\n'), err
}

func (a *API) serveDocument(w http.ResponseWriter, r *http.Request) {
	body, err, kind := []byte(nil), error(nil), "application/openapi+json"
	if strings.HasSuffix(r.URL.Path, ".yaml") {
		kind = "application/openapi+yaml"
		body, err = a.doc.YAML()
	} else {
		body, err = a.Document()
	}
	if err != nil {
		a.problem(r.Context(), err).write(w)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.Write(body)
}
