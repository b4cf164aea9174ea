const heard = require('../heard')

Component({
  behaviors: [heard],

  data: {
    // A way's id in menling, or its config_id: put one of yours here.
    plugid: '1',
    styles: [
      { name: 'row', caption: '一行', styleType: 1 },
      { name: 'bubble', caption: '一个按钮', styleType: 2 },
      { name: 'chat', caption: '聊天气泡', styleType: 3 },
    ],
  },
})
