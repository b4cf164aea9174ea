export default {
  lead: '让其他系统调用门铃的接口。密钥只显示一次，我们只保存它的摘要。', add: '新建密钥', name: '用途', namePlaceholder: '例如：店铺系统', key: '密钥', used: '最近使用', ends: '有效期', never: '长期有效', days: '{n} 天', revoked: '已停用',
  revoke: '停用', revokeAsk: '停用「{name}」？', revokeLead: '使用它的系统会立刻无法访问，不能恢复。', once: '请现在保存密钥', onceLead: '它只显示这一次。', roleHint: '客服：活码、渠道、客户；管理员：还有账号与设置', empty: '还没有 API 密钥', emptyLead: '收银、预约或数据系统可以用密钥建活码、查渠道，接口文档在 /docs。',
} as const
