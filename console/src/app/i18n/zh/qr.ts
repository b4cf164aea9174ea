export default {
  title: '下载二维码', format: '格式', formats: { png: 'PNG', svg: 'SVG', poster: '海报' }, poster: '海报', size: '尺寸', pixels: '像素', margin: '留白', modules: '格', level: '容错', levels: { auto: '自动', L: 'L（7%）', M: 'M（15%）', Q: 'Q（25%）', H: 'H（30%）' },
  caption: '下方文字', captionPlaceholder: '例如：扫码加客服', captionHint: '最多 60 个字', logo: '中间的标志', pickLogo: '选择图片', otherLogo: '换一张', noLogo: '不要标志',
} as const
