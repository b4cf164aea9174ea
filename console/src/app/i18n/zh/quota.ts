export default {
  title: '额度', lead: '一家企业最多 {n} 个活码，所有应用一起算。还剩多少，什么时候用完，哪些可以清理。', compare: '去比对', used: '已用', free: '剩余', full: '预计用完', tempToday: '今日临时会话', of: '共 {n}', percent: '已用 {n}%',
  made: '联系我 {contact}，加入群聊 {join}', onlyThere: '只在平台 {n}', unknown: '结果未知 {n}', perDay: '每天约 {n} 个', inDays: '约 {time}后', notSoon: '十年内用不完', shrinking: '近来没有净增加', tempLive: '有效 {n}', levels: { ok: '充足', warning: '超过 80%', alarm: '超过 95%', full: '已满' },
  burn: '剩余额度', burnLead: '实线是过去 30 天，虚线按近来的速度推算', past: '剩余', ahead: '推算', warn: '剩 20%', alarmLine: '剩 5%', burnTip: '{n} 个', basedOn: '按近 14 天每天 {a} 个、近 30 天每天 {b} 个中较快的推算。', compared: '台账以外的数量来自最近一次比对（{time}）。', neverCompared: '还没有比对过：别的工具创建的活码没有算进来。',
  learned: '平台说已经满了', learnedLead: '平台在 {time} 以 41045 拒绝了新的活码。我们只数到 {counted} 个，所以剩余按 0 计：相差的约 {n} 个是别的应用创建的，或刚删除还没有释放。', learnedTodo: '先比对一次找出它们，再清理不用的；平台重新接受新活码时，这里会自动恢复。',
  tempFull: '平台今天说临时会话已满，明天 0 点恢复。', tempBar: '今日临时会话', budget: '接口调用', budgetLead: '每个接口每分钟 {minute} 次、每小时 {hour} 次，由平台规定，超过会被暂停。这里数的是本程序的调用。', minute: '近一分钟', hour: '近一小时', noCalls: '近一小时没有调用过平台。', blocked: '被平台暂停到 {time}', pace: '比对最多用到这里（{n} 次）', calls: '{n} / {limit}',
  ops: {
    gettoken: '获取凭证', add_contact_way: '新建联系我', get_contact_way: '读取联系我', list_contact_way: '列出联系我', update_contact_way: '修改联系我', del_contact_way: '删除联系我', close_temp_chat: '结束临时会话', add_join_way: '新建加入群聊', get_join_way: '读取加入群聊', update_join_way: '修改加入群聊', del_join_way: '删除加入群聊',
    send_welcome_msg: '发送欢迎语', externalcontact_remark: '修改客户备注', mark_tag: '打客户标签', get_corp_tag_list: '读取标签', externalcontact_get: '读取客户', externalcontact_list: '列出客户', batch_get_by_user: '批量读取客户', get_follow_user_list: '读取可联系客户的成员', user_get: '读取成员', user_simplelist: '列出成员', department_list: '读取部门', department_simplelist: '列出部门', groupchat_get: '读取客户群', groupchat_list: '列出客户群', media_upload: '上传素材', media_get: '下载素材', media_uploadimg: '上传图片', message_send: '发送应用消息',
  },
  purposes: { ways: '活码', compare: '读取与比对', customers: '客户与欢迎语', people: '成员与部门', other: '其他' },
  unused: '闲置的活码', unusedLead: '超过这么多天没有人扫码进来，而且至少建了这么久。清理之前先导出，并确认没有印在还在用的海报上。', days: '{n} 天', unusedNone: '没有闲置的活码', unusedNoneLead: '{n} 天内都有人来，或者还很新。', found: '共 {n} 个', foundMore: '超过 {n} 个', export: '先导出这些', openList: '在活码列表里打开', remove: '删除选中的 {n} 个', mixed: '请选择同一个企业的活码', lastAdded: '客户',
} as const
