export default {
  open: '接入', title: '接入「{name}」', lead: '把活码放到自己的小程序或网页上，选好样子，复制代码。', serviceLead: '在小程序页面上放一个打开客服会话的按钮。', code: '代码', checks: '上线前要做的事', picture: '在手机上的样子', yourPage: '你的页面',
  where: '放在哪里', whose: '用谁的组件', kit: '门铃组件', plugin: '官方插件', officialButton: '微信原生按钮', asSet: '按活码的设置', asSetTo: '活码：{label}', asUsual: '默认', test: '试一试', misfit: '官方插件只认「小程序按钮」类型的活码。这个活码请用门铃组件，或另建一个按钮活码。',
  target: { native: '原生小程序', uniapp: 'uni-app', taro: 'Taro', web: '网页' }, not: { temp: '临时会话没有可以放到页面上的按钮。', unmade: '活码创建成功后就可以接入。', account: '没有这个小程序账号，可能已经移除。' },
  button: '按钮名称', buttonHint: '数据里用它区分同一个活码的不同按钮', sourceHint: '客服会看到客户从哪个按钮进来', link: '群活码链接', linkHint: '企业微信接口返回的 qr_code，群插件用它代替 plugid',
  property: {
    styleType: '样式', avatorStyle: '头像形状', isMask: '隐藏姓名', contactText: '标题文案', buttonText: '按钮文案', buttonStyle: '按钮颜色', serviceText: '气泡文案', paddingStyle: '内边距（像素）', iconStyle: '图标', blockStyle: '按钮形状', bubbleColor: '圆形按钮颜色',
  },
  choice: {
    styleType1: '1 整行', styleType2: '2 只有按钮', styleType3: '3 聊天气泡', avatorStylecircle: '圆形', avatorStylerect: '方形', isMask0: '显示', isMask1: '隐藏', buttonStyleprimary: '主色底（官方插件为深蓝）', buttonStylelight: '白底',
    iconStyleavator: '头像图标', iconStyleprimary: '主色图标', iconStylelight: '白底图标', blockStylebubble: '圆形', blockStylebutton: '文字',
  },
  only: {
    avatorStyle: '单人且样式 1 时有效', isMask: '单人且样式 1 时有效', contactText: '样式 3，或样式 1 的多人、隐藏姓名时有效', buttonText: '出现文字按钮时有效', buttonStyle: '出现文字按钮时有效', serviceText: '单人且样式 3 时有效', paddingStyle: '样式 1 时有效', iconStyle: '多人且样式 1 时有效', blockStyle: '样式 2 时有效', bubbleColor: '样式 2 的圆形按钮有效',
  },
  style: { none: '这个活码没有设置样子，页面没写的都用默认值。', some: '这个活码设置了 {n} 项样子，页面没写的都按它。', save: '存为活码的样子', reset: '恢复默认', hint: '存好以后，放了这个活码的页面一分钟内跟着变，不用改代码。' },
  wrong: { paddingStyle: '请填 0 到 999 的整数', bubbleColor: '请填六位十六进制色值，不带 #' },
  join: { contactText: '文字', iconUrl: '图标地址', iconBorderRadius: '图标圆角（像素）', paddingStyle: '内边距（像素）', contactTextBlod: '文字加粗' },
  looks: '样子', look: { plain: '按钮', floating: '悬浮圆钮', cell: '整行' }, words: '按钮文字', message: { title: '卡片标题', path: '卡片页面', image: '卡片图片', card: '提示发送卡片', cardHint: '会话右下角提示客户发送这个页面' },
  originsLead: '哪些网站的网页可以放活码按钮。小程序不受限制。', origins: '来源，每行一个', originsHint: '例如 https://www.example.com；https://*.example.com 表示它下面的所有网站',
  check: {
    https: '小程序只能访问 https 地址：先为门铃配置 https 的公开地址（--public-url）', npm: '安装门铃组件，然后在开发者工具里选「工具 → 构建 npm」', copyKit: '把 menling-miniprogram 的构建文件复制到项目的 wxcomponents 目录', request: '小程序后台 → 开发管理 → 服务器域名：加入 request 合法域名', download: '同一页：加入 downloadFile 合法域名', plugin: '小程序后台 → 设置 → 第三方设置 → 插件管理：添加插件，无需审核', push: '小程序后台 → 开发管理 → 消息推送：服务器地址填', origin: '在「设置 → 允许的网页」里加入你网页的地址', policy: '网页有内容安全策略（CSP）时，加上',
  },
} as const
