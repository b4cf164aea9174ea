// What pages may write, and what they may not: the compiler says so of each line.
import { codes, setup } from '../../src'
import type { ContactCellProperties, ContactCompleteHandler, ContactHandler, JoinCellProperties, JoinCompleteHandler, ServiceButtonProperties, Source } from '../../src'

setup({ server: 'https://bell.example.com' })
setup({ server: 'https://bell.example.com', appid: 'wx0', lang: 'en' })
// @ts-expect-error: no such language
setup({ lang: 'fr' })

export const cells: ContactCellProperties[] = [
  { plugid: '7' },
  { plugid: '7', styleType: 3, avatorStyle: 'rect', isMask: 1, contactText: 2, buttonText: 4, buttonStyle: 'light', serviceText: 3, paddingStyle: 12 },
  { plugid: '7', iconStyle: 'avator', blockStyle: 'button', bubbleColor: '4790EE', server: 'https://a', button: 'hero', lang: '', theme: 'dark' },
  // @ts-expect-error: plugid is required
  {},
  // @ts-expect-error: there is no fourth style
  { plugid: '7', styleType: 4 },
  // @ts-expect-error: the plugin's spelling is avator
  { plugid: '7', avatarStyle: 'rect' },
]

export const groups: JoinCellProperties[] = [
  { url: 'https://work.weixin.qq.com/gm/7', contactText: '会员群', contactTextBlod: true, iconUrl: '', iconBorderRadius: 4, paddingStyle: '10 0' },
  // @ts-expect-error: a group has no style
  { plugid: '9', styleType: 1 },
]

const source: Source = { button: 'hero', data: { order: 12, vip: true, name: '张三' } }
export const buttons: ServiceButtonProperties[] = [
  { source, look: 'floating', showMessageCard: false, messageTitle: '流感疫苗' },
  // @ts-expect-error: a real boolean
  { showMessageCard: 'false' },
]

export const completed: ContactCompleteHandler = ({ detail }) => {
  if (detail.errcode === codes.already) console.log(detail.name?.length, detail.headurl, detail.notifytype === 1)
  // @ts-expect-error: full groups are for join cells
  if (detail.errcode === codes.groupsFull) return
}

export const joined: JoinCompleteHandler = ({ detail }) => {
  if (detail.errcode === codes.groupsFull) return
  // @ts-expect-error: a group has no name here
  console.log(detail.name)
}

export const contacted: ContactHandler = ({ detail }) => console.log(detail.path, detail.query['id'])

declare const console: { log(...parts: unknown[]): void }
