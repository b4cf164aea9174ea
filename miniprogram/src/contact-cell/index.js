// The 「联系我」 cell, with the properties and events of the official plugin's.
const { cell } = require('../lib/cell')
const { contact, declared, choose, said } = require('../lib/choices')
const { contactLook, masked } = require('../lib/look')

Component({
  behaviors: [cell('contact')],

  properties: declared(contact),

  data: { faceless: '' },

  observers: {
    'plugid, server': function () {
      if (this.alive) this.read()
    },
    [`${Object.keys(contact).join(', ')}, lang`]: function () {
      this.renew()
    },
  },

  methods: {
    wayID() {
      return String(this.data.plugid || '').trim()
    },

    /** 1 when the name may not even travel, 0 when it is shown, undefined when the company's setting decides. */
    mask() {
      const mask = said(contact, this.data, 'isMask')
      return mask === 1 && !masked(this.chosen()) ? 0 : mask
    },

    /** A picture that does not load leaves the drawing; another address is tried again. */
    faceFailed() {
      this.setData({ faceless: this.data.look.avatar })
    },

    drawn(tongue) {
      return contactLook(this.chosen(), this.way, tongue)
    },

    chosen() {
      return choose(contact, this.data, this.companyStyle)
    },
  },
})
