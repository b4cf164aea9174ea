export default {
  lead: '客户等太久时提醒，聊完后自动结束，结束时请客户评价。',
  reminders: '未回复提醒', remindersLead: '客户等待回复太久时，在会话列表标出来，并响铃提醒。只在营业时间内。', remindAgent: '多久后提醒客服', remindLead: '多久后通知组长', leadLater: '应晚于提醒客服的时间',
  closing: '自动结束', closingLead: '已经回复、而客户不再说话的会话会自动结束。还在等回复的不会。', silent: '客户多久没有说话', lastWord: '结束语', lastWordHint: '只在还有多余的回复机会时说', lastWordPlaceholder: '例如：先聊到这里，有需要随时找我们', expired: '也结束无法再回复的会话', expiredHint: '回复窗口关闭一小时后',
  rating: '满意度评价', ratingLead: '结束有人回复过的会话时，发一条消息邀请评价。只在还有多余的回复机会时发。', ratingOn: '邀请客户评价', ask: '邀请语', askHint: '客户回复数字 1 到 5 就算评价', askMissing: '请填写邀请语', thanks: '评价后的致谢', hours: '评价多久内有效', hoursUnit: '小时',
  target: '首次回复的目标', targetLead: '客服数据按它计算及时回复率。', answerWithin: '多久内回复算及时', seconds: '秒',
} as const
