export default {
  title: '批量导入', lead: '用表格一次建很多活码：先检查每一行，再创建；可以暂停，断电也不会重复。', upload: '上传表格', template: '下载模板', templateXlsx: 'Excel 模板', templateCsv: 'CSV 模板',
  uploadLead: '按模板填好后上传。先检查每一行，确认无误再开始创建。', drop: '把表格拖到这里，或点击选择', dropHint: 'CSV 或 XLSX，最大 50 MB，最多 100 万行', createChannels: '自动新建渠道', createChannelsHint: '表格里还没有的渠道，开始创建时一并新建', check: '上传并检查',
  file: '文件', noName: '未命名表格', state: '状态', progress: '进度', made: '已创建', wrong: '有误', failed: '失败', unknown: '未知', waiting: '等待', rows: '行数', one: '导入',
  states: { checking: '正在检查', ready: '待开始', running: '正在创建', paused: '已暂停', done: '已完成', cancelled: '已取消' },
  rate: '每分钟 {n} 个', leftSeconds: '还需约 {n} 秒', leftMinutes: '还需约 {n} 分钟', leftHours: '还需约 {n} 小时', unknownColumns: '这些列不认识，已忽略：{names}', newChannels: '将新建渠道：{names}', errorsFile: '下载有误的行',
  noneOfThese: '没有这样的行', cancel: '取消导入', checkAgain: '重新检查', start: '开始创建 {n} 个', startRight: '跳过有误的行，创建 {n} 个', pause: '暂停', resume: '继续', retry: '重试失败的 {n} 个',
  empty: '还没有导入过', emptyLead: '下载模板，填好名称、渠道和成员，上传后先看检查结果，再开始创建。',
} as const
