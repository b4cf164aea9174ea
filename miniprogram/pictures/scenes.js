// What is pictured: each scene with what a page writes for it.

const cell = (properties, who = 'one') => ({ component: 'contact-cell', properties: { plugid: who, ...properties } })

const captioned = (properties, who = '') => Object.entries(properties).map(([name, value]) => `${name} ${value}`).join(' · ') + who

const one = properties => ({ caption: captioned(properties) || 'styleType 1', parts: [cell(properties)] })
const many = properties => ({ caption: captioned(properties, properties.styleType ? '，多人' : ''), parts: [cell(properties, 'many')] })
const bare = scene => ({ ...scene, frame: 'card bare' })

const button = properties => ({ component: 'service-button', properties, ready: made => made.data.line })

const rows = [
  one({ styleType: 1 }),
  many({ styleType: 1 }),
  one({ avatorStyle: 'rect', buttonStyle: 'light' }),
  many({ iconStyle: 'primary', contactText: 1 }),
  one({ isMask: 1, contactText: 2, buttonText: 1 }),
  many({ iconStyle: 'light', buttonStyle: 'light', paddingStyle: 8 }),
  bare(one({ styleType: 3 })),
  bare(many({ styleType: 3, contactText: 1, buttonStyle: 'light' })),
  { caption: 'styleType 2 · blockStyle bubble, bubbleColor', parts: [
    cell({ styleType: 2 }), cell({ styleType: 2, bubbleColor: '0E7C66' }), cell({ styleType: 2, bubbleColor: 'F2D694' }),
  ], frame: 'card bare beside' },
  { caption: 'styleType 2 · blockStyle button', parts: [
    cell({ styleType: 2, blockStyle: 'button', buttonText: 1 }), cell({ styleType: 2, blockStyle: 'button', buttonStyle: 'light' }),
  ], frame: 'card bare beside' },
  { caption: 'join-cell', parts: [{ component: 'join-cell', properties: { plugid: 'many' } }] },
  { caption: 'join-cell · contactText, contactTextBlod, iconBorderRadius', parts: [
    { component: 'join-cell', properties: { plugid: 'many', contactText: '加入会员群', contactTextBlod: true, iconBorderRadius: 22 } },
  ] },
  { caption: 'service-button · look cell', parts: [button({ look: 'cell' })], frame: 'card bare' },
  { caption: 'service-button · look plain', parts: [button({ look: 'plain' })], frame: 'card bare' },
]

const phones = [
  { caption: '点按之后：长按识别二维码', parts: [{ ...cell({ button: 'code' }), press: '.row' }], frame: 'phone' },
  { caption: '点按之后：已发送', parts: [{ ...cell({ button: 'sent' }), press: '.row' }], frame: 'phone' },
  { caption: '点按之后：暂时无人接待', parts: [{ ...cell({ button: 'nobody' }), press: '.row' }], frame: 'phone low' },
  { caption: 'service-button · look floating', parts: [button({ look: 'floating' })], frame: 'phone low' },
]

module.exports = { rows, phones }
