'use strict'

let language = firstLanguage()
let doc = null
const $ = (id) => document.getElementById(id)

/** Makes an element; strings become text, so that nothing of the document is taken for HTML. */
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) if (value !== '') node.setAttribute(name, value)
  node.append(...children.flat().filter((c) => c !== null && c !== ''))
  return node
}

function table(heads, rows) {
  const head = el('tr', {}, heads.map((h) => el('th', {}, h)))
  return el('div', { class: 'wide' }, el('table', {}, el('thead', {}, head), el('tbody', {}, rows)))
}

const word = (name) => words[language][name]

function fieldsOf(schema) {
  const s = resolve(doc, schema)
  const rows = Object.entries(s.properties ?? {}).map(([name, p]) =>
    el('tr', {},
      el('td', { class: s.required?.includes(name) ? 'must' : '' }, el('code', {}, name)),
      el('td', { class: 'type' }, typeLink(p)), el('td', {}, meaning(p))))
  return rows.length ? table([word('name'), word('type'), word('meaning')], rows) : null
}

function meaning(p) {
  const limits = []
  if (p.minLength) limits.push(`≥ ${p.minLength}`)
  if (p.maxLength) limits.push(`≤ ${p.maxLength}`)
  if (p.default !== undefined) limits.push(`= ${p.default}`)
  return [p.description ?? '', limits.join(', ')].filter(Boolean).join(' · ')
}

function typeLink(p) {
  const name = typeName(p)
  const known = name.match(/[A-Z]\w+/)?.[0]
  return known in doc.components.schemas ? el('a', { href: '#schema-' + known }, name) : name
}

function content(title, media) {
  if (!media) return []
  return Object.entries(media).flatMap(([type, { schema }]) => {
    const json = type.includes('json')
    const parts = [el('h3', {}, `${title} · ${type}`)]
    if (json) parts.push(el('p', {}, typeLink(schema)), el('pre', { tabindex: '0' }, JSON.stringify(example(doc, schema), null, 2)))
    return parts
  })
}

function operation(path, method, op) {
  const parameters = (op.parameters ?? []).map((p) =>
    el('tr', {},
      el('td', { class: p.required ? 'must' : '' }, el('code', {}, p.name)),
      el('td', { class: 'type' }, word('in')[p.in] ?? p.in),
      el('td', { class: 'type' }, typeName(p.schema)), el('td', {}, meaning(p.schema))))
  const answers = Object.entries(op.responses).filter(([status]) => status !== 'default')
  return el('article', { id: op.operationId, 'data-find': `${method} ${path} ${op.summary} ${op.operationId}` },
    el('div', { class: 'top' },
      el('span', { class: 'method ' + method }, method.toUpperCase()), el('code', { class: 'path' }, doc.servers[0].url + path),
      el('span', {}, op.summary), el('span', { class: 'role' }, word('role')[op['x-role']] ?? '')),
    el('div', { class: 'body' },
      op.description ? el('p', {}, op.description) : null,
      parameters.length ? [el('h3', {}, word('parameters')), table([word('name'), word('where'), word('type'), word('meaning')], parameters)] : [],
      content(word('request'), op.requestBody?.content),
      answers.flatMap(([status, r]) =>
        r.content ? content(`${word('response')} ${status}`, r.content) : [el('h3', {}, `${word('response')} ${status} · ${word('empty')}`)])))
}

function groups() {
  const found = new Map((doc.tags ?? []).map((t) => [t.name, []]))
  for (const [path, item] of Object.entries(doc.paths))
    for (const [method, op] of Object.entries(item)) {
      const tag = op.tags?.[0] ?? ''
      if (!found.has(tag)) found.set(tag, [])
      found.get(tag).push([path, method, op])
    }
  return [...found].filter(([, list]) => list.length)
}

function draw() {
  document.documentElement.lang = word('languageOf')
  for (const node of document.querySelectorAll('[data-word]')) node.textContent = word(node.dataset.word)
  $('language').textContent = word('language')
  $('search').placeholder = word('search')
  $('search').setAttribute('aria-label', word('search'))
  if (!doc) return
  const links = []
  const main = [el('p', { class: 'lead' }, doc.info.description.replaceAll('`', ''))]
  const section = (title, list, items) => {
    links.push(el('section', {}, el('h2', {}, title), list))
    main.push(el('section', {}, el('h2', {}, title), items))
  }
  for (const [tag, list] of groups()) {
    section(word('tag')[tag] ?? tag,
      list.map(([path, method, op]) => el('a', { href: '#' + op.operationId, title: op.summary }, el('span', { class: 'method ' + method }, method.toUpperCase() + ' '), path)),
      list.map(([path, method, op]) => operation(path, method, op)))
  }
  const schemas = Object.keys(doc.components.schemas)
  section(word('schemas'), schemas.map((name) => el('a', { href: '#schema-' + name }, name)),
    schemas.map((name) => el('article', { id: 'schema-' + name, 'data-find': name + ' ' + Object.keys(doc.components.schemas[name].properties ?? {}).join(' ') },
      el('div', { class: 'top' }, el('code', { class: 'path' }, name)),
      el('div', { class: 'body' }, fieldsOf(doc.components.schemas[name]) ?? el('p', {}, typeName(doc.components.schemas[name]))))))
  const errors = doc['x-errors'] ?? []
  section(word('errors'), [el('a', { href: '#errors' }, word('errors'))], [
    el('article', { id: 'errors', 'data-find': errors.map((e) => e.code).join(' ') }, el('div', { class: 'body' },
      table([word('status'), word('code'), word('sentence')], errors.map((e) =>
        el('tr', { id: 'error-' + e.code }, el('td', {}, String(e.status)), el('td', {}, el('code', {}, e.code)), el('td', {}, language === 'zh' ? e.zh : e.en))))))])
  $('links').replaceChildren(...links)
  $('main').replaceChildren(...main, el('p', { id: 'nothing', hidden: 'hidden' }, word('nothing')))
  find()
}

/** Hides what the search does not name. */
function find() {
  const wanted = $('search').value.trim().toLowerCase()
  let any = false
  for (const node of document.querySelectorAll('article')) {
    node.hidden = !node.dataset.find.toLowerCase().includes(wanted)
    any ||= !node.hidden
    const link = document.querySelector(`nav a[href="#${node.id}"]`)
    if (link) link.hidden = node.hidden
  }
  for (const part of document.querySelectorAll('main section')) part.hidden = !part.querySelector('article:not([hidden])')
  for (const part of document.querySelectorAll('#links section')) part.hidden = !part.querySelector('a:not([hidden])')
  if ($('nothing')) $('nothing').hidden = any
}

/** The contents are open beside the page and folded above it. */
function unfold() {
  $('contents').open = !matchMedia('(max-width: 760px)').matches
}

$('language').addEventListener('click', () => {
  language = language === 'zh' ? 'en' : 'zh'
  keepLanguage(language)
  draw()
})
$('search').addEventListener('input', find)
matchMedia('(max-width: 760px)').addEventListener('change', unfold)
unfold()
draw()
fetch('/openapi.json')
  .then((r) => (r.ok ? r.json() : Promise.reject(new Error(r.statusText))))
  .then((d) => {
    doc = d
    draw()
    if (location.hash) location.replace(location.hash) // what it names is there only now
  })
  .catch(() => $('main').replaceChildren(el('p', {}, word('failed'))))
