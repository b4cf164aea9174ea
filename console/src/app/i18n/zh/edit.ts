export default {
  title: '修改活码', look: '查看影响', planned: '接待成员由排班决定。要换人，请修改排班，或先改为固定成员。', pooled: '客户群由群池决定。要换群，请修改群池。', singleHint: '单人活码只能有一位成员', pickParties: '选择部门', partiesHint: '部门里的所有成员都会接待', pickOwner: '选择负责人',
  count: '共 {n} 人，最多 {limit} 人', unseen: '看不到这些部门：{ids}', trouble: { disabled: '已禁用', inactive: '未激活', left: '已离职', refused: '平台拒绝过', suspected: '可能有问题', off: '休息中' },
  chatsHint: '1 到 5 个客户群', autoCreateHint: '所有群都满了，自动建一个新群', roomNameHint: '新群叫「{name}{n}」', badNumber: '请填 0 或更大的整数', tooMany: '最多 {n} 个',
  tagsHint: '新客户会自动打上这些标签', tagsPlaceholder: '输入标签 ID 后回车',
  pickFolder: '选择文件夹', pickLabels: '选择标记', pickTags: '选择标签',
} as const
