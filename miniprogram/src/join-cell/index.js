// The 加入群聊 cell, with the properties and events of the official group plugin's.
const { cell } = require('../lib/cell')
const { join, declared, choose } = require('../lib/choices')
const { joinLook } = require('../lib/look')

Component({
  behaviors: [cell('join')],

  properties: {
    ...declared(join),
    url: { type: String, value: '' },
  },

  observers: {
    'plugid, url, server': function () {
      if (this.alive) this.read()
    },
    [`${Object.keys(join).join(', ')}, lang`]: function () {
      this.renew()
    },
  },

  methods: {
    /** The way by its id, or by the address of its code, as the official plugin takes it. */
    wayID() {
      return String(this.data.plugid || this.data.url || '').trim()
    },

    /** A group has no person whose name could be hidden. */
    mask() {
      return undefined
    },

    drawn(tongue) {
      return joinLook(choose(join, this.data, this.companyStyle), tongue)
    },
  },
})
