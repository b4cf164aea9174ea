export default {
  title: '海报', lead: '把活码放到自己的海报上，一次设计，每个活码都能下载。', create: '新建海报', edit: '修改海报', empty: '还没有海报', emptyLead: '上传一张底图，拖动二维码到合适的位置。之后在活码的「下载二维码」和批量导出里就能选它。',
  name: '名称', namePlaceholder: '例如：春季门店海报', pickPicture: '上传底图', otherPicture: '换一张底图', uploading: '正在上传…', pictureHint: 'PNG 或 JPEG，最大 10 MB', noPicture: '请先上传底图', dragHint: '拖动二维码和文字；右下角的圆点调大小；选中后也可用方向键移动。',
  code: '二维码的位置', codeHint: '按底图宽高的百分比', left: '左', top: '上', width: '宽', texts: '文字', textsHint: '下载时换成每个活码自己的内容', text: '文字内容', noText: '请填写文字，或删除这一行', addText: '添加一行文字', removeText: '删除这行文字', colour: '颜色', textSize: '字号（占底图高度）',
  aligns: { left: '左对齐', centre: '居中', right: '右对齐' }, variables: { name: '活码名', channel: '渠道', member: '成员', remark: '备注' }, removeAsk: '删除海报「{name}」？', removeLead: '已经下载的图片不受影响。',
} as const
