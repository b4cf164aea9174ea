export default {
  title: '下载二维码', format: '格式', formats: { png: 'PNG', svg: 'SVG', poster: '海报' }, poster: '海报', size: '尺寸', pixels: '像素', margin: '留白', modules: '格', level: '容错', levels: { auto: '自动', L: 'L（7%）', M: 'M（15%）', Q: 'Q（25%）', H: 'H（30%）' },
  caption: '下方文字', captionPlaceholder: '例如：扫码加客服', logo: '中间的标志', pickLogo: '选择图片', otherLogo: '换一张', noLogo: '不要标志',
  captionNames: '可用 {vars}', zipTitle: '导出二维码', zipLead: '列表里筛选出的活码，打包成一个 ZIP，附带一张清单 index.csv。', zipCount: '共 {n} 个', names: '文件名', nameExample: '例如：{name}', namesHint: '/ 会建文件夹；重名时自动加编号。', nameOf: { channel: '渠道', name: '活码名', member: '成员', remark: '备注', state: 'state', id: '编号', config_id: 'config_id' },
} as const
