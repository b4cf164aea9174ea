const heard = require('../heard')

Component({
  behaviors: [heard],

  data: { plugid: '2' },
})
