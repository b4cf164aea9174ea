export default {
  title: '成员', lead: '谁可以接待，谁在休息，谁要换下来。', search: '搜索姓名或 userid', checkAll: '全部检查', synced: '更新于', name: '成员', departments: '部门', state: '状态', ways: '活码', one: '成员', fine: '正常',
  only: { all: '全部', trouble: '有问题', off: '休息中', unused: '没有活码' }, empty: '还没有成员', emptyLead: '先在企业微信管理后台的「客户联系」里，给成员开通权限，并让应用可以看到他们。', noTrouble: '没有发现问题',
  may: '能不能放进活码', checks: { activation: '激活', contact: '客户联系', sight: '可见范围', realName: '实名' }, active: '已激活', notRead: '没有读到', has: '已开通', seen: '应用看得到', unseen: '应用看不到', noRefusal: '没有被拒绝过',
  trouble: { left: '已离职', disabled: '已禁用', inactive: '未激活', noContact: '没有客户联系权限', unverified: '未实名', refused: '平台拒绝过', suspected: '可能未实名', checked: '有问题' },
  todo: {
    left: '活码不会再把客户交给他。请在所有活码里换成别人。', disabled: '请管理员在企业微信后台重新启用，或换成别人。', inactive: '请成员下载企业微信并登录一次。', noContact: '请在管理后台「客户联系 → 权限配置」里加上他，或换成别人。',
    unverified: '平台因此拒绝了活码。请成员在企业微信「我 → 设置」里完成实名，再新建一个只有他的活码；成功后这里会自动恢复。', suspected: '平台拒绝了有他在内的一组成员，但没有说是谁。请逐个新建单人活码试一下。',
    unseen: '请在管理后台把他加入应用的可见范围。', noRefusal: '平台不让查询实名，只有被拒绝（40098）之后才知道。',
  },
  answering: '接待新客户', setOff: '设为休息', offAlways: '休息中', offUntil: '休息到 {time}', back: '恢复接待', backOn: '回来的日子', choices: { hour: '休息 1 小时', morning: '到明早 8 点', date: '到某一天…', always: '直到恢复' },
  offHint: '休息时，有排班的活码换由其他人接待；固定成员的活码不受影响。', noWays: '不在任何活码里', inWays: '看这 {n} 个活码', replace: '在所有活码里换人', replaceTitle: '在所有活码里换下 {name}', replaceHint: '排班、备用和每日上限里的他也一起换',
  me: '我接待新客户', meOn: '接待中', meLead: '休息时，有排班的活码换由其他人接待。', link: '企业成员', linkTitle: '{name} 是哪位成员？', linkLead: '关联后，可以在自己的菜单里设为休息。', linkNone: '不关联', unlinked: '未关联', untold: '收不到提醒：{why}',
} as const
