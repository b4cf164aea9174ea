export default {
  search: '搜索名称、备注、state、成员、渠道…', filter: '筛选', filterN: '筛选（{n}）', clear: '清除全部', without: '去掉「{name}」', show: '看这 {n} 个活码', showNone: '没有符合的活码', showMore: '看这些活码（500 个以上）',
  count: '共 {n} 个', countMore: '500 个以上', waiting: '有 {n} 个刚登记的活码还没有编入搜索，稍后就能搜到。', nothingLead: '换个词，或去掉一些筛选试试。', in: { remark: '备注', note: '内部备注', folder_id: '文件夹', labels: '标记' }, gone: '已不存在', any: '不限',
  fields: { q: '搜索', kind: '类型', phase: '状态', drift: '与平台的差异', scene: '用在哪里', account: '企业', channel: '渠道', folder: '文件夹', label: '标记', owner: '负责人', member: '接待成员', import: '批量导入', created_from: '创建时间', created_to: '创建时间', unused_days: '没人扫码' },
  kind: { contact: '联系我', join: '进群', temp: '临时会话' }, phase: { live: '可用', unsettled: '创建失败或结果未知', unknown: '结果未知', deleted: '已删除' }, drift: { any: '有差异', differs: '内容不同', gone: '平台上没有了' }, scene: { 1: '小程序按钮', 2: '二维码' },
  days: '{n} 天', from: '从', to: '到', since: '{day} 起', until: '{day} 止', between: '{from} 至 {to}', unusedHint: '至少已创建这么久，期间没有客户进来', importN: '第 {n} 次导入',
  sorting: '文件夹与标记', folders: '文件夹', allWays: '全部活码', newFolder: '新建文件夹', inside: '新建子文件夹', editFolder: '改名或移动', folderName: '名称', folderPlaceholder: '例如：华东 · 门店', folderIn: '放在哪里', top: '最外层', open: '展开「{name}」', shut: '收起「{name}」', moreOf: '「{name}」的操作',
  folderLead: '把活码按门店、活动分开放。', removeFolder: '删除文件夹「{name}」？', removeFolderLead: '里面的活码和文件夹会移到「{place}」，活码照常可用。',
  labels: '标记', manage: '管理标记', newLabel: '新标记', labelPlaceholder: '例如：长期有效', labelsLead: '给活码加上有颜色的标记，可以跨文件夹筛选。', removeLabel: '删除标记「{name}」？', removeLabelLead: '它会从所有活码上去掉，活码照常可用。', colour: '颜色',
  colours: { gray: '灰', red: '红', orange: '橙', yellow: '黄', green: '绿', cyan: '青', blue: '蓝', purple: '紫', pink: '粉' },
  views: '视图', all: '全部', saveView: '存为视图', newView: '存为视图', editView: '修改视图', viewName: '名称', viewPlaceholder: '例如：华东门店，30 天没人扫', share: '和同事共享', shareHint: '所有人都能看到，只有你和管理员能改', shared: '共享', first: '进入时打开', firstHint: '打开活码页时先看这个，只对你、在这台设备上', keep: '保存改动', keepHint: '视图「{name}」的筛选改了', rename: '改名与共享', setFirst: '设为进入时打开', unsetFirst: '不再默认打开', removeView: '删除视图「{name}」？', removeViewLead: '只删除这个筛选，活码不受影响。', removeSharedLead: '这是共享的视图，同事也会看不到。活码不受影响。',
  organise: '整理', organiseTitle: '整理 {n} 个活码', organiseLead: '只改台账里的归类，不影响平台，立即生效。', keepAsIs: '不改', noFolder: '不放在文件夹里', noOwner: '没有负责人', addLabels: '加上标记', removeLabels: '去掉标记', organiseDo: '整理 {n} 个',
} as const
