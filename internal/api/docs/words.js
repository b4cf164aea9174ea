'use strict'

// The page's own words; what the document says is in English.
const words = {
  zh: {
    json: 'JSON', yaml: 'YAML', contents: '目录', search: '查找接口、字段或错误码', language: 'English', languageOf: 'zh-CN',
    parameters: '参数', request: '请求内容', response: '返回', example: '示例', fields: '字段', schemas: '数据结构', errors: '错误码',
    name: '名称', where: '位置', type: '类型', meaning: '说明', status: '状态', code: '代码', sentence: '给人看的话',
    empty: '无内容', nothing: '没有找到。', failed: '读不到 /openapi.json，请刷新重试。',
    role: { public: '所有人', agent: '客服和管理员', person: '客服和管理员（本人）', admin: '仅管理员' },
    in: { path: '路径', query: '查询', header: '请求头' },
    tag: { Session: '登录与成员', Accounts: '账号', Channels: '渠道', Ways: '活码', Customers: '客户', Desk: '会话', Operations: '运行', 'Mini program': '小程序' },
  },
  en: {
    json: 'JSON', yaml: 'YAML', contents: 'Contents', search: 'Find an operation or field', language: '中文', languageOf: 'en',
    parameters: 'Parameters', request: 'Request', response: 'Answer', example: 'Example', fields: 'Fields', schemas: 'Schemas', errors: 'Errors',
    name: 'Name', where: 'In', type: 'Type', meaning: 'Meaning', status: 'Status', code: 'Code', sentence: 'Sentence for people',
    empty: 'no content', nothing: 'Nothing was found.', failed: '/openapi.json could not be read. Reload to try again.',
    role: { public: 'anybody', agent: 'agents and admins', person: 'agents and admins, in their own name', admin: 'admins only' },
    in: { path: 'path', query: 'query', header: 'header' },
    tag: {},
  },
}

function firstLanguage() {
  try {
    const kept = localStorage.getItem('menling-docs-language')
    if (kept in words) return kept
  } catch {
    // storage may be off
  }
  return navigator.language.startsWith('zh') ? 'zh' : 'en'
}

function keepLanguage(language) {
  try {
    localStorage.setItem('menling-docs-language', language)
  } catch {
    // storage may be off
  }
}
