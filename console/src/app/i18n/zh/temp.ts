export default {
  title: '临时会话', lead: '一次就诊一个码：客户扫码即可聊，到时自动结束并发出结束语。', create: '新建临时会话', search: '搜索名称', one: '临时会话', allMembers: '全部成员', member: '接待成员',
  states: { waiting: '等待扫码', chatting: '会话中', ended: '已结束', expired: '已过期', unknown: '结果未知', failed: '创建失败' }, making: '正在创建', closing: '正在结束', all: '全部',
  qrLeft: '二维码剩余', chatLeft: '会话剩余', ended: { time: '到时自动结束', closed: '已手动结束', customer_left: '客户删除了成员', member_left: '成员删除了客户' }, nobody: '没有人来，二维码已过期', closedBy: '结束人', only: '仅限此人', onlyUnionid: '仅限', anybody: '谁扫都可以',
  close: '结束会话', closeAsk: '结束「{name}」？', closeLead: '客户会先收到结束语，之后双方不能再聊。结束后不能恢复，只能重新发码。', closeNone: '这次会话没有设置结束语，客户只会看到会话结束。', closeUnknown: '平台没有回音：不确定是否已经结束。可以再试一次。',
  reissue: '重新发码', reissueAsk: '给「{name}」重新发一个码？', reissueLead: '按同样的设置新建一个临时会话，有效期从现在算起。', reissueWaiting: '原来的码还没过期，两个码都能用。', toNewer: '看新码', newer: '已重新发码', older: '由上一个码重发而来', toOlder: '看上一个',
  empty: '还没有临时会话', emptyLead: '每次就诊建一个：选接待成员，把二维码给客户。到时自动结束，不占好友名额。', emptyState: '这里还没有', scan: '客户用微信扫一扫', saveQr: '保存二维码', came: '扫码时间', ends: '结束时间', until: '二维码有效至', created: '创建', by: '由 {name}', note: '内部说明', unionid: 'unionid', config: 'config_id', channel: '渠道', account: '企业应用',
  form: {
    name: '名称', nameHint: '自己看的，例如就诊号或预约', member: '接待成员', pickMember: '选择成员', noMembers: '没有可用成员。请确认成员已开通客户联系功能。', life: '二维码有效期', chatLife: '会话有效期', chatLifeHint: '从客户扫码添加时算起', who: '谁可以来', anybody: '谁扫都可以', one: '指定客户', customer: '搜索客户姓名', unionid: 'unionid', unionidHint: '不知道是哪位客户时，直接填 unionid', picked: '只有 {name} 能用这个码', noUnionid: '还不知道这位客户的 unionid', needOne: '请选择客户或填写 unionid', skip: '无需验证直接添加', skipHint: '关闭后，需要成员通过才能开始会话', remark: '备注', remarkHint: '显示给成员，最多 30 个字',
    conclusions: '结束语', conclusionsOn: '会话结束时发送结束语', conclusionsHint: '到时结束或手动结束前，由企业微信发给客户', text: '文字', textPlaceholder: '本次咨询已结束，祝您早日康复。', attach: '附带', none: '不附带', image: '图片', link: '链接', miniprogram: '小程序', linkTitle: '标题', url: '链接地址', desc: '描述', pic: '封面图地址', appid: '小程序 AppID', page: '页面路径', cover: '封面图', pickPicture: '选择图片', otherPicture: '换一张', preview: '客户看到的', submit: '创建', quick: '一键创建', quickHint: '与上一次同样的设置', bytes: '{n}/{most} 字节', lengths: { 3600: '1 小时', 14400: '4 小时', 86400: '1 天', 259200: '3 天', 604800: '7 天', 1209600: '14 天' }, refusedAccount: '（平台未开放）',
  },
  phone: { ended: '会话已结束', nothing: '没有结束语' },
  refused: '企业微信没有向「{name}」开放临时会话', refusedWhy: '建码时平台答复 48002（api forbidden）：临时会话只开放给医疗行业的企业。为免反复碰壁，这里先收起来；已有的临时会话照常可用。',
  refusedDo: { industry: '在企业微信管理后台「我的企业 → 企业信息」确认行业为医疗健康，并完成企业认证；行业不符请联系企业微信客服更改。', app: '在「客户与上下游 → 客户联系 → API」把这个应用加入「可调用接口的应用」。', again: '办好后点「再试一次」，这个页面会回来；下一次建码时平台会重新答复。' },
  tryAgain: '再试一次', askAdmin: '请管理员在「设置 → 账号」里再试一次', right: '临时会话', rightNo: '平台未开放（48002）',
} as const
