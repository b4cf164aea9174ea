'use strict'

// Examples are made from the schemas, so that they cannot go out of date.
const samples = {
  id: 1219354132480, at: 1764000000000, now: 1764000000000, email: 'li@example.com', name: '门店海报', phone_url: 'http://127.0.0.1:9180/phone',
  state: 'poster-x7Kp2mQ9aBcD', slug: 'demo', userid: 'zhangsan', text: '您好', zh: '没有找到，可能已被删除', en: 'it was not found: it may have been removed',
  code: 'not_found', title: 'Not Found', status: 404, detail: 'it was not found: it may have been removed', type: '/docs#error-not_found',
  token: 'q1W2e3R4', password: 'correct horse battery', client_key: '6f1c0a9be2d74c53', time_zone: 'Asia/Shanghai', shortcut: 'hi', channel_name: '线下门店',
  user: 'zhangsan', remark: '前台海报', welcome: '您好，有什么可以帮您？', way_name: '门店海报', member_name: '张三', agent_name: '客服小王',
}

function example(doc, schema, field = '', depth = 0) {
  const s = resolve(doc, schema)
  const own = field.replace(/^.*\./, '')
  if (s.enum) return s.enum[0]
  if (s.anyOf) return depth > 3 ? null : example(doc, s.anyOf[0], field, depth)
  const kind = Array.isArray(s.type) ? s.type[0] : s.type
  if (kind === 'object') {
    if (depth > 4) return {}
    return Object.fromEntries(Object.entries(s.properties ?? {}).map(([k, v]) => [k, example(doc, v, k, depth + 1)]))
  }
  if (kind === 'array') return own === 'days' ? Array(14).fill(0) : [example(doc, s.items, own.replace(/s$/, ''), depth + 1)]
  if (kind === 'integer' || kind === 'number') return numberOf(own, s)
  if (kind === 'boolean') return !['demo', 'disabled', 'rotate_push_keys'].includes(own)
  return typeof samples[own] === 'string' ? samples[own] : ''
}

function numberOf(field, s) {
  if (typeof samples[field] === 'number') return samples[field]
  if (/_at$|_since$/.test(field)) return samples.at
  if (/_id$/.test(field)) return samples.id
  return s.default ?? 1
}

function resolve(doc, schema) {
  return schema?.$ref ? doc.components.schemas[schema.$ref.split('/').pop()] : (schema ?? {})
}

/** A type in short: string, integer, Way, Way[], "a" | "b". */
function typeName(schema) {
  if (!schema) return ''
  if (schema.$ref) return schema.$ref.split('/').pop()
  if (schema.anyOf) return schema.anyOf.map(typeName).join(' | ')
  if (schema.enum) return schema.enum.map((v) => JSON.stringify(v)).join(' | ')
  const kinds = [schema.type].flat()
  return kinds.map((k) => (k === 'array' ? typeName(schema.items) + '[]' : k)).join(' | ')
}
