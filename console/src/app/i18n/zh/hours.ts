export default {
  lead: '什么时候有人接待。非营业时间的自动回复、未回复提醒和官方工具都以此为准。', open: '现在营业中', shut: '现在休息中', until: '到{time}', opens: '{time}开始营业', at: { today: '今天 {time}', tomorrow: '明天 {time}', later: '{date} {weekday} {time}' }, zone: '{zone}，当地现在 {time}',
  always: '全天候', alwaysHint: '任何时间都算营业时间', weekly: '每周', addShift: '添加时段', removeShift: '删除这个时段', special: '特殊日期', specialLead: '节假日或调休。这些日子不按每周的时间，没有时段就是全天休息。', addDate: '添加日期', removeDate: '删除这个日期', first: '第一天', last: '最后一天', closedAllDay: '全天休息',
  gap: { days: '请选择星期几', time: '请填写开始和结束时间', date: '请选择日期', backwards: '最后一天在第一天之前', empty: '请至少添加一个营业时段' },
} as const
