export default {
  lead: '常发的文字、图片、链接和小程序卡片，回复时直接选用。', add: '添加素材', edit: '编辑素材', search: '搜索名称、文字或标题', folder: '文件夹', allFolders: '全部文件夹', noFolder: '未归类', account: '小程序', shared: '全部小程序', everything: '所有素材',
  kind: { text: '文字', image: '图片', link: '链接', miniprogrampage: '小程序卡片' }, name: '名称', namePlaceholder: '例如：退换货说明', folderPlaceholder: '例如：售后', folderHint: '写一个名字就会建好；没有素材的文件夹会自动消失',
  text: '内容', textPlaceholder: '您好，退换货请在签收后 7 天内提出。', title: '标题', titlePlaceholder: '客户看到的标题', description: '描述', url: '链接', urlPlaceholder: 'https://', thumb: '图片地址', thumbHint: '公开的 JPG 或 PNG 图片，建议 640×320',
  path: '页面路径', pathPlaceholder: 'pages/order/order?id=7', pathHint: '与 app.json 一致，可以带参数', picture: '图片', cover: '封面', coverHint: '建议 520×416', choose: '选择图片', replace: '换一张', uploading: '正在上传…', pictureHint: 'PNG、JPEG 或 GIF，最大 2 MB', tooLarge: '图片超过 2 MB，请压缩后再选',
  uses: '用过 {n} 次', unused: '还没用过', empty: '素材库还是空的', emptyLead: '把常发的内容存下来，同事们都能用。图片会提前上传到平台，并在三天到期前自动更新。', removeAsk: '删除「{name}」？', removeLead: '已经发给客户的不受影响。',
} as const
