export default {
  title: '客服数据', whose: { all: '全部客服的接待', teams: '你带的团队的接待：{teams}', own: '你自己的接待' },
  range: { today: '今天', yesterday: '昨天', own: '自选' }, first: '第一天', last: '最后一天', team: '团队', anyTeam: '全部团队',
  open: '看这些会话', meaningOf: '「{title}」怎么算', meanings: '口径说明', percentiles: '中位数：一半不超过它。P90：十次里有九次不超过它。都按实际数据计算，没有估算。',
  changeTarget: '修改目标', messages: '收到 {n} 条消息', takenToo: '接入 {n} 次', p90: 'P90 {time}', within: '目标 {time}内', transfers: '转接 {n} 次', ratingsOf: '{n} 个评价，平均 {mean}',
  then: '前 {n} 天 {value}', dayBefore: '前一天 {value}', better: '好转', worse: '变差',
  volume: { day: '每天的会话', hour: '每小时的会话' }, times: '等待与首次回复', hours: '一天里什么时候来', ratings: '评价', noRatings: '这段时间没有评价。', starLine: '{star} 星：{n} 个', seeRatings: '看这 {n} 个评价',
  split: '按什么看', by: { day: '日期', hour: '时段', agent: '客服', team: '团队', account: '小程序' }, columnsShown: '显示哪些', columns: { main: '要点', volume: '数量', times: '时长', quality: '质量', all: '全部' },
  table: '数据表', total: '合计', none: { agent: '没有客服', team: '不在团队', account: '—' }, gone: '{name}（已停用）', weekday: { 1: '周一', 2: '周二', 3: '周三', 4: '周四', 5: '周五', 6: '周六', 7: '周日' },
  exportNote: '按{by}，含全部列和口径说明', conversations: '会话', noConversations: '没有会话', answeredIn: '{time}首次回复', unanswered: '没有人工回复',
  nothing: '这段时间没有会话', nothingLead: '换个时间范围或筛选条件看看。', noDesk: '还没有客服数据', noDeskLead: '连接小程序后，这里会显示等待、回复、处理的时长和评价。',
  unit: { seconds: '{n}秒', minutes: '{n}分', whole: '{n}分钟', hours: '{n}小时', days: '{n}天' },
} as const
