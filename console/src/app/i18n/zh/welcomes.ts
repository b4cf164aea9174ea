export default {
  title: '欢迎语结果', lead: '每一条欢迎语是否在 20 秒内发出，没有发出又是为什么。', customer: '客户', way: '活码', outcome: '结果', took: '用时', at: '时间', all: '全部',
  outcomes: { sending: '正在发送', sent: '已发出', late: '超时', taken: '别处已发', failed: '失败', unknown: '不确定' },
  takenBy: { app: '另一个应用抢先发出了欢迎语（41096）', chat: '对话已经开始，或欢迎语已由别处发出（41051）', console: '平台没有给出凭证：管理后台设置了自己的欢迎语，或客户已在聊天' },
  seconds: '{n} 秒', tookTitle: '共 {n} 秒，其中我们 {ours} 秒；平台允许 20 秒', empty: '还没有欢迎语', emptyLead: '给活码或渠道写好欢迎语，客户扫码添加后，每一条的结果都会出现在这里。', files: '{n} 个附件',
  days: '近 14 天', p50: '一半在', p95: '95% 在', within: '{n} 秒内', sent: '已发出', missed: '没有发出', share: '发出率', none: '—', ofWay: '只看活码「{name}」', noText: '（没有文字）', hours: '时段 {hours}',
} as const
