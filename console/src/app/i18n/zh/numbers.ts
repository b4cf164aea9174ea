export default {
  title: '数据', range: '时间范围', lastDays: '近 {n} 天', byDay: '每天', byHour: '什么时候来（新增）', funnel: '漏斗', open: '看这些客户', rebuilding: '数字正在重新统计，稍后刷新。',
  pressed: '点击', added: '新增', readded: '再次添加', pending: '待通过', lost: '流失', deleted: '被删除', transferred: '转接', joined: '进群', quit: '退群', wrote: '聊过', left: '已流失', byCustomer: '客户删除成员', byMember: '成员删除客户', ofThemAgain: '其中再次添加 {n}', nameless: '未知来源',
  by: { title: '按什么看', day: '按天', channel: '渠道', way: '活码', member: '成员', group: '客户群', hour: '时段', page: '页面', button: '按钮' },
} as const
