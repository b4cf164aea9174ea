export default {
  lead: '客户发来的小程序卡片，点开后去哪里看：商品后台、订单系统。',
  page: '小程序页面', pageHint: '不带参数', url: '打开的网址', urlHint: '卡片路径里的参数写成 {place} 这样', add: '添加页面', remove: '删除「{page}」', none: '还没有卡片链接', noneLead: '没有设置的卡片，点一下会复制它的路径。',
  trial: '试一下', trialPath: '卡片路径', opens: '会打开', opensNone: '这个路径没有对应的链接', open: '打开 {address}', copy: '路径',
} as const
