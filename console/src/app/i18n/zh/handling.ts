export default {
  tagsLead: '标记会话和客户，列表可以按标签筛选。', tagAdd: '新建标签', tagEdit: '编辑标签', tagsEmpty: '还没有标签', tagsEmptyLead: '例如给会话标记「退款」「投诉」，给客户标记「老客户」。', tag: '标签', scope: '用于', conversation: '会话', customer: '客户',
  name: '名称', tagPlaceholder: '例如：退款', removeAsk: '删除「{name}」？', tagRemoveLead: '已标记的会话和客户会去掉这个标签。',
  fieldsLead: '客服在客户资料里记录的内容。', fieldAdd: '新建字段', fieldEdit: '编辑字段', fieldsEmpty: '还没有字段', fieldsEmptyLead: '例如「会员号」「生日」「门店」，在会话旁边就能填写。', fieldPlaceholder: '例如：会员号', kind: '类型', choices: '选项', eachLine: '每行一个', comma: '、', ord: '次序', ordHint: '小的排在前面', fieldRemoveLead: '所有客户在这个字段里的内容会一起删除，不能恢复。',
  kinds: { text: '文字', number: '数字', date: '日期', choice: '选项' },
  closingLead: '结束会话时选择的原因，统计里可以看到。', reasons: '结束原因', required: '必须选择原因', requiredHint: '客服不选原因就不能结束会话',
} as const
