export default {
  title: '确认修改', confirm: '确认修改', before: '修改前', after: '修改后', nothing: '没有要修改的内容。', added: '新增接待', removed: '不再接待', addedGroups: '新增群', removedGroups: '移除群',
  people: '修改后共 {n} 人接待', drift: '平台上的内容不一样', driftLead: '有人在平台上改过。这次没有改到的设置会保持平台上的样子。', ours: '台账', platform: '平台',
  conflict: '有人刚刚改过同样的设置', conflictLead: '请看双方的值，选择保留哪一个。你改的其他内容都还在。', keepTheirs: '保留对方的', keepMine: '用我的', theirs: '对方改成', mine: '我改成', goOn: '继续', conflictWait: '对方的修改正在生效，请稍等几秒。',
  changing: '正在修改', changingLead: '正在让企业微信生效，通常只要几秒。', failed: '上次修改没有生效', planOf: '排班（{n} 个班次）', attachments: '{n} 个附件', hours: '{n} 个时段',
  fields: {
    channel_id: '渠道', name: '名称', note: '内部备注', owner_id: '负责人', folder_id: '文件夹', labels: '标记', remark: '备注', skip_verify: '无需验证', style: '按钮样式', users: '接待成员', parties: '接待部门',
    welcome: '欢迎语', tags: '客户标签', remark_rule: '客户备注规则', plan: '排班', pool_id: '群池', mark_source: '标记来源', chats: '客户群', auto_create_room: '群满自动建群', room_base_name: '新群名称', room_base_id: '新群起始编号',
    expires_in: '码有效期（秒）', chat_expires_in: '会话有效期（秒）', unionid: '指定客户', conclusions: '结束语',
  },
} as const
