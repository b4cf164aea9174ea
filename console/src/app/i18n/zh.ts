import bulk from './zh/bulk'
import change from './zh/change'
import deletion from './zh/deletion'
import desk from './zh/desk'
import edit from './zh/edit'
import figures from './zh/figures'
import find from './zh/find'
import qr from './zh/qr'
import versions from './zh/versions'
import wall from './zh/wall'
import bots from './zh/bots'
import byItself from './zh/byItself'
import hours from './zh/hours'
import remind from './zh/remind'
import rules from './zh/rules'
import cards from './zh/cards'
import timing from './zh/timing'
import drifts from './zh/drifts'
import duration from './zh/duration'
import quota from './zh/quota'
import imports from './zh/imports'
import handling from './zh/handling'
import keys from './zh/keys'
import materials from './zh/materials'
import official from './zh/official'
import members from './zh/members'
import rebuild from './zh/rebuild'
import seats from './zh/seats'
import numbers from './zh/numbers'
import press from './zh/press'
import touch from './zh/touch'
import plan from './zh/plan'
import pools from './zh/pools'
import temp from './zh/temp'
import integration from './zh/integration'
import posters from './zh/posters'
import welcome from './zh/welcome'
import welcomes from './zh/welcomes'

export default {
  app: { name: '门铃', line: '客人按铃，对的人来应门。', demo: '演示' },
  nav: { inbox: '会话', imports: '批量导入', ways: '活码', channels: '渠道', customers: '客户', figures: '数据', wall: '实时大屏', settings: '设置', main: '主导航', phone: '打开模拟手机' },
  common: {
    save: '保存', cancel: '取消', close: '关闭', create: '新建', edit: '编辑', delete: '删除', retry: '重试', copy: '复制',
    copied: '已复制', back: '返回', loading: '正在加载', more: '加载更多', none: '无', optional: '选填', all: '全部',
    download: '下载', code: '错误代码', again: '再试一次', nothingFound: '没有找到符合的内容', clear: '清除', yes: '是', no: '否',
    done: '完成', dismiss: '知道了',
  },
  time: {
    now: '刚刚', minutes: '{n} 分钟', hour: '{n} 小时', hours: '{n} 小时', day: '{n} 天', days: '{n} 天', yesterday: '昨天', today: '今天',
    waited: '已等 {time}', ago: '{time}前', arrived: '刚到', never: '从未',
  },
  signin: {
    title: '登录门铃', email: '邮箱', password: '密码', submit: '登录',
    first: '第一次使用？服务启动时打印了一个一次性链接，用它创建管理员。',
  },
  invitation: {
    first: '创建第一位管理员', firstLead: '这个链接只能用一次。创建后就可以登录并添加账号。',
    password: '设置密码', passwordLead: '你好{name}，设置密码后就可以接待客户了。',
    name: '姓名', email: '邮箱', passwordField: '密码', hint: '至少 10 个字', repeat: '再输一次', differ: '两次输入不一样',
    submit: '开始使用', gone: '这个链接已经用过或过期了', goneLead: '请管理员再发一个新的链接。已有密码的话可以直接登录。', toSignin: '去登录',
  },
  live: { lost: '连接断开，正在重连…', lostLead: '写下的内容都还在。', away: '数据库暂时没有响应，正在等待恢复…', awayLead: '客户的新消息已安全收下，恢复后自动出现；暂时不能查看和回复，写下的内容都还在。' },
  key: {
    title: '快捷键', inbox: '去会话', ways: '去活码', channels: '去渠道', customers: '去客户', figures: '去数据', settings: '去设置', move: '下一个 / 上一个', accept: '接入',
    reply: '写回复', transfer: '转接', note: '写备注', find: '搜索聊天记录', close: '结束会话', quick: '快捷回复', palette: '搜索与跳转', help: '显示快捷键', escape: '返回 / 关闭', send: '发送', newline: '换行',
  },
  palette: { title: '搜索与跳转', placeholder: '跳转到页面、会话、客户、渠道、活码、群池、临时会话…', pages: '页面', conversations: '会话', channels: '渠道', pools: '群池', customers: '客户', ways: '活码', visits: '临时会话', actions: '操作', empty: '没有匹配的内容' },
  me: { title: '我', theme: '外观', system: '跟随系统', light: '浅色', dark: '深色', language: '语言', signout: '退出登录', admin: '管理员', agent: '客服' },
  inbox: {
    title: '会话', waiting: '待接入', mine: '我的', team: '团队', all: '全部', closedTab: '已结束', emptyTeam: '团队里没有会话', emptyTeamLead: '你所在团队的会话会出现在这里。', emptyClosed: '还没有结束的会话', emptyClosedLead: '结束的会话都留在这里，随时可以回看。', link: '[链接]', lists: '会话列表', select: '选择一个会话', selectLead: '用 j / k 上下移动，按 ? 查看全部快捷键。',
    emptyWaiting: '没有人在等', emptyWaitingLead: '客户在小程序里点「联系客服」并发来消息后，会出现在这里，等得最久的排在最前。',
    emptyMine: '你手上没有会话', emptyMineLead: '到「待接入」接入一位客户，就可以开始回复。',
    emptyAll: '还没有会话', emptyAllLead: '先到「设置」连接小程序账号，客户的消息就会进来。',
    toWaiting: '看待接入', toAccounts: '连接账号', tryPhone: '用模拟手机试试',
    accept: '接入', acceptLead: '接入后就由你来回复', waitingFor: '{name} 已等 {time}', arrived: '{name} 刚到', taken: '{agent} 正在接待', closed: '会话已结束', closedLead: '客户再次发来消息时，会重新进入待接入。',
    close: '结束会话', closeAsk: '结束与 {name} 的会话？', closeAskLead: '客户再发消息时，会重新进入待接入。', panel: '客户资料', unread: '{n} 条未读',
    you: '我', image: '[图片]', card: '[小程序卡片]', entered: '进入了客服', unknownKind: '[暂不支持的消息]', previewDesk: '客服：',
    newer: '有新消息', toEnd: '回到最新', older: '更早的消息', beginning: '会话从这里开始', noMessages: '还没有消息',
  },
  message: {
    held: '稍后发出', waiting: '等待网络', sending: '发送中', sent: '已发送', failed: '发送失败', unknown: '不确定是否送达', unknownLead: '平台没有回音，为免重复不会自动重发。请向客户确认。',
    entered: '{name} 进入了客服', picture: '{name} 发来的图片', pictureMine: '发出的图片', fetching: '图片正在取回…', pictureFailed: '图片没有取回来',
    card: '小程序', unknownKind: '暂不支持显示的消息', open: '查看大图', viewer: '图片', previous: '上一张', next: '下一张', original: '打开原图', zoom: '放大或还原',
  },
  window: {
    label: '回复窗口', left: '还可以发 {n} 条', short: '还可以发 {n} 条', of: '{left}/{limit} 条', closing: '窗口快关了', ends: '还剩 {clock}',
    never_wrote: '客户还没有发过消息，暂时不能回复。请客户在小程序的客服里先发一条消息。',
    expired: '客户最后一条消息已超过 48 小时，不能再回复。请客户在小程序的客服里再发一条消息，窗口就会重新打开。',
    used_up: '客户发来消息后最多回复 {limit} 条，已经用完。请等客户再发一条消息，窗口就会重新打开。',
    shut: '窗口已关', usedShort: '次数用完', shutShort: '不能回复',
  },
  composer: {
    placeholder: '输入回复，Enter 发送，Shift+Enter 换行，/ 快捷回复', placeholderPhone: '输入回复…', send: '发送', picture: '图片', quick: '快捷回复',
    drop: '松开鼠标，添加图片', remove: '移除图片', tooBig: '图片超过 2 MB，缩小后仍然太大，请换一张。', notPicture: '只能发送 PNG、JPG 或 GIF 图片。',
    quickEmpty: '没有匹配的快捷回复', quickNone: '还没有快捷回复，可以在设置里添加。', quickHint: '↑↓ 选择　Enter 使用　Esc 关闭',
    notEnough: '还可以发 {left} 条，这里有 {n} 条。请去掉一些。', label: '回复内容', tooLong: '文字太长了（一条最多约 680 个汉字），请分开发送。', shrunk: '已缩小到 2 MB 以内',
  },
  panel: {
    title: '客户资料', channel: '渠道', way: '活码', member: '添加了', came: '怎么来的', unknownWay: '还不知道从哪来', unknownWayLead: '这位客户还没有通过活码添加过成员。',
    since: '首次出现', from: '本次来源', fromNone: '小程序没有带来源', identities: '身份', history: '经过', conversations: '会话', all: '打开客户页',
    following: '已添加', lost: '已流失', half: '待通过', notConfirmed: '资料待确认', unknown: '未知客户', copyId: '复制 {kind}',
  },
  history: {
    added: '添加了 {member}', half_added: '等待 {member} 通过', lost: '删除了 {member}', deleted: '被 {member} 删除', entered: '进入小程序客服',
    edited: '与 {member} 的资料有更新', welcome_sending: '正在发送欢迎语', welcome_unknown: '不确定欢迎语是否送达', welcome_skipped: '没有发送欢迎语',
    welcome_sent: '收到欢迎语', welcome_failed: '欢迎语没有发出', someone: '成员', by: '经由 {way}',
  },
  ways: {
    title: '活码', lead: '每个活码属于一个渠道，客户从哪扫进来，一看便知。', create: '新建活码', channel: '渠道', allChannels: '全部渠道',
    name: '名称', members: '接待成员', customers: '客户', today: '今日', created: '创建', status: '状态', qr: '二维码',
    empty: '还没有活码', emptyLead: '新建一个「联系我」二维码，贴到海报、包裹或门店。客户扫码添加成员后，自动记到对应渠道，并收到欢迎语。',
    phase: { intent: '准备中', calling: '正在创建', confirmed: '可用', failed: '创建失败', unknown: '结果未知', deleting: '正在删除', deleted: '已删除' },
    unknownLead: '平台没有回音。为免重复，不会自动再建；找回后会自动变为可用。', showQr: '看「{name}」的二维码', noQr: '二维码还没有好',
    adding: '添加方式', scan: '用微信扫一扫', downloadQr: '下载二维码', verifyOn: '添加需成员通过', verifyOff: '无需验证', state: 'state 参数', config: 'config_id', welcome: '欢迎语', remark: '备注', account: '企业应用',
    detail: '活码详情', retry: '重新创建', what: '可以这样做',
  },
  wayForm: {
    title: '新建活码', account: '企业应用', noAccount: '还没有连接企业微信', noAccountLead: '先在设置里添加企业应用。', channel: '渠道', pickChannel: '选择渠道', newChannel: '新建渠道', newChannelName: '渠道名称，例如：3 号店海报',
    name: '名称', namePlaceholder: '自己看的名字，例如：前台-海报', remark: '备注', remarkHint: '企业微信里显示的备注，最多 30 个字', remarkPlaceholder: '例如：前台海报', prefixPlaceholder: '例如：poster', members: '接待成员', pickMembers: '选择一位或多位成员',
    membersHint: '多位成员时由企业微信分配', skipVerify: '无需验证直接添加', skipVerifyHint: '关闭后，需要成员通过才能成为好友', welcome: '欢迎语', welcomeHint: '添加成功后 20 秒内自动发出', welcomePlaceholder: '您好，欢迎光临！有什么可以帮您？',
    prefix: 'state 前缀', prefixHint: '字母、数字和 - _，后面会接上唯一后缀，前缀最多 18 个字', submit: '创建', synced: '成员列表更新于 {time}', noMembers: '没有可用成员。请确认成员已开通客户联系功能。',
    required: '必填', tooLong: '超过 {n} 个字', badPrefix: '只能用字母、数字、- 和 _，最多 18 个字', longWelcome: '欢迎语最多 4000 字节（约 1300 个汉字）', progress: '创建进度', stepSaved: '已登记', stepCalling: '向企业微信申请', stepDone: '二维码可用', another: '再建一个',
    failed: '没有创建成功', unknown: '暂时不知道结果', created: '「{name}」可以用了',
    kind: '用在哪里', kinds: { qr: '二维码', button: '小程序按钮', join: '加入群聊' }, kindHint: { qr: '海报、包裹、门店、网页，客户扫码添加', button: '小程序里的「联系我」按钮，没有二维码，用 config_id 接入', join: '客户扫码进群，最多 5 个群，或跟随一个群池' }, joinTo: '进哪些群', joinBy: { groups: '选择群', pool: '跟随群池' }, joinHint: { groups: '前一个群满了，自动用下一个', pool: '群快满时自动换上池里的下一个群' }, pickPool: '选择群池', noPools: '还没有群池', poolLine: '{name}（{n} 个群，{healthy} 个可用）', style: '按钮样式', styleN: '样式 {n}', buttonMade: '在小程序里用这个 config_id',
    exclusive: '同一外部企业只加一人', exclusiveHint: '同一家外部企业的客户会被引导到同一位成员', note: '内部说明', notePlaceholder: '只有你们看得到', planGaps: '请把每个班次的星期和成员填完整',
  },
  channels: {
    title: '渠道', lead: '客户从哪里来，每个渠道带来多少人。', create: '新建渠道', name: '渠道名称', namePlaceholder: '例如：3 号店海报', note: '说明', notePlaceholder: '例如：春季海报，门口易拉宝', ways: '活码', customers: '客户', today: '今日新增', lost: '流失', trend: '近 14 天',
    empty: '还没有渠道', emptyLead: '渠道是客户来的地方：一张海报、一个门店、一次活动。先建一个渠道，再给它建活码。', edit: '编辑渠道',
    sparkline: '近 14 天新增：{days}', see: '看这些客户', seeWays: '看活码',
  },
  customers: {
    title: '客户', lead: '扫码或来咨询过的每一位客户。', search: '搜索姓名或身份 ID', name: '客户', channel: '渠道', member: '成员', way: '活码', since: '首次出现', status: '状态',
    empty: '还没有客户', emptyLead: '客户扫了活码，或在小程序里联系客服后，会出现在这里。', detail: '客户详情', wechat: '微信', wecom: '企业微信', noHistory: '还没有记录',
  },
  settings: {
    groups: { people: '账号和人', byItself: '自动处理', talk: '会话', system: '系统' },
    title: '设置', origins: '允许的网页', accounts: '账号', agents: '客服', teams: '团队', assignment: '分配', rules: '自动回复', hours: '营业时间', timing: '提醒与评价', bots: '机器人', replies: '快捷回复', materials: '素材库', cards: '卡片链接', official: '官方工具', tags: '标签', fields: '客户字段', closing: '结束原因', keys: 'API 密钥', parked: '搁置的消息', about: '关于', adminOnly: '只有管理员可以修改。', adminsSee: '这一页只有管理员可以打开。',
  },
  accounts: {
    lead: '门铃代表的企业应用和小程序。密钥加密保存，不再显示。', add: '添加账号', edit: '编辑账号', empty: '还没有账号', emptyLead: '添加企业微信应用后可以建活码；添加小程序后可以收发客服消息。',
    wecom: '企业微信应用', weapp: '小程序', kind: '类型', name: '名称', namePlaceholder: '例如：门铃诊所', slugPlaceholder: '例如：clinic', slug: '代号', slugHint: '回调地址的一部分，小写字母、数字和 -', corpid: '企业 ID（corpid）', appid: 'AppID', secret: '密钥（Secret）', secretPlaceholder: '从平台后台复制', secretKept: '已保存，不改就留空', agentId: '应用 AgentId', originalId: '原始 ID（gh_ 开头）',
    token: 'Token', aesKey: 'EncodingAESKey', generated: '留空则自动生成', pushMode: '消息加密方式', plain: '明文', compatible: '兼容', secure: '安全（推荐）', apiBase: '接口地址', apiBaseHint: '一般不用改', timeZone: '时区', advanced: '更多设置',
    callback: '回调地址', callbackHint: '复制到平台后台的「接收消息服务器」里', test: '测试连接', testing: '正在测试…', testOk: '连接正常', testBad: '有步骤没有通过', lastPush: '最近收到推送', neverPush: '还没有收到推送',
    relay: '云函数转发', relaySet: '已开启', relayNone: '未开启', relayMake: '生成转发密钥', relayRotate: '更换密钥', relayRemove: '停用', relayRotateAsk: '更换 {name} 的转发密钥？', relayRotateLead: '旧密钥还可以用一小时，请在此之前更新云函数的环境变量。', relayRemoveAsk: '停用 {name} 的云函数转发？', relayRemoveLead: '云函数转来的消息会立即被拒收。', relayOnceLead: '密钥只显示这一次。请填到云函数 menling-relay 的环境变量里。',
    once: '请现在保存', onceLead: 'Token 和 EncodingAESKey 只显示这一次，请复制到平台后台。', rotate: '更换 Token 和密钥', rotateAsk: '更换 {name} 的 Token 和 EncodingAESKey？', rotateLead: '旧的还可以用一小时，请在此之前更新平台后台。', remove: '删除账号', removeAsk: '删除账号 {name}？', removeLead: '不再收发这个账号的消息。已有的客户和会话会保留。',
    step: { token: '获取凭证', permission: '接口权限', callback: '回调地址可达' }, saved: '账号已保存', secretSet: '密钥已保存', secretMissing: '缺少密钥',
  },
  agents: {
    lead: '可以登录控制台的人。', invite: '邀请', name: '姓名', namePlaceholder: '例如：林晓', email: '邮箱', role: '角色', admin: '管理员', agent: '客服', disabled: '已停用', link: '一次性链接', linkLead: '把链接发给 {name}。对方打开后设置密码，即可登录。链接只能用一次。', roleHint: '管理员还可以管理账号、客服和搁置的消息',
    empty: '还没有客服', emptyLead: '邀请同事一起接待客户。',
  },
  replies: {
    whose: { all: '全部', shared: '公用', own: '我的' }, forWhom: '谁能用', folder: '文件夹', folders: '管理文件夹', anyFolder: '全部文件夹', noFolder: '不放文件夹', noFolders: '还没有文件夹。', folderName: '文件夹名称', folderAdd: '新建文件夹', folderPlaceholder: '例如：售后', folderRemove: '删除文件夹，里面的快捷回复保留', count: '{n} 条', used: '用过', search: '搜索短语或内容', keep: '把输入框里的文字存为快捷回复', unfilled: '网络不通，称呼没有填上，请检查后再发。',
    lead: '在输入框里打 / 就能找到。', add: '添加', edit: '编辑快捷回复', shortcut: '短语', shortcutHint: '打 / 之后的几个字', shortcutPlaceholder: '例如：地址', text: '内容', textPlaceholder: '例如：我们在幸福路 88 号，地铁 2 号线 B 口出来就是。', empty: '还没有快捷回复', emptyLead: '把常说的话存下来，回复时打 / 就能用。', removeAsk: '删除「{name}」？',
  },
  parked: {
    lead: '处理多次仍失败的推送和任务放在这里，什么都没有丢。', empty: '没有搁置的消息', emptyLead: '一切正常。', source: { push: '推送', observation: '平台答复', job: '任务' }, attempts: '试过 {n} 次', attempt: '试过 {n} 次',
  },
  about: { version: '版本', docs: '接口文档', licence: '许可证', server: '服务器时间' },
  members, rebuild, seats,
  imports, handling, keys, numbers, plan, press, touch,
  desk, figures, remind, wall,
  bots, byItself, cards, hours, rules, timing,
  drifts, duration, quota,
  bulk, change, deletion, edit, qr, versions,
  pools, temp,
  find,
  integration, posters, welcome, welcomes,
  materials, official,
  wayExport: { title: '导出', xlsx: '表格（Excel）', csv: '表格（CSV）', zip: '全部二维码（ZIP）' },
  wayDrawer: { details: '详情', history: '历史' },
  waysTabs: { ways: '全部活码', members: '成员', pools: '群池', temp: '临时会话', welcomes: '欢迎语', posters: '海报', bulk: '批量修改', imports: '批量导入', drifts: '比对', quota: '额度' },
  session: {
    raw: '原文',
    mark: { signed: '已签名', unsigned: '未签名', forged: '签名不符', stale: '签名过期' },
    means: { signed: '内容由门铃服务器签发，没有被改过；它不证明是谁在用。', unsigned: '由小程序自己填写，任何人都可以伪造。', forged: '内容被改过，或不是本系统签发的，请勿相信。', stale: '内容由门铃服务器签发，但客户带来时已超过一天。' },
  },
  gender: { 0: '未知', 1: '男', 2: '女' },
}
