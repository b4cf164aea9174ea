/** Where menling is, said once in app.js. A component's own property `server` comes first. */
export interface Setup {
  /** The address of the menling server, such as https://bell.example.com */
  server?: string
  /** The id of the mini program. Found by itself when it is not given. */
  appid?: string
  /** The language of the components' texts. Without it: the phone's. */
  lang?: Lang
}

export function setup(options: Setup): void

export type Lang = 'zh' | 'en'
export type Theme = 'auto' | 'light' | 'dark'

/** What came of a press: the official plugins' numbers. */
export const codes: {
  readonly done: 0
  /** The way's configuration could not be read. */
  readonly unreadable: -3002
  readonly signInFailed: -3004
  readonly sendingFailed: -3005
  /** Already friends, or already in the group. */
  readonly already: -3006
  /** Nobody answers. */
  readonly nobody: -3008
  readonly groupsFull: -3009
  readonly groupsDismissed: -3010
  readonly groupBlocked: -3011
  readonly alreadyAndFull: -3012
}

export type ContactCode = 0 | -3002 | -3004 | -3005 | -3006 | -3008
export type JoinCode = 0 | -3002 | -3004 | -3005 | -3006 | -3008 | -3009 | -3010 | -3011 | -3012

/** 0: a message was sent. 1: the code is shown. */
export type NotifyType = 0 | 1

/** What both cells take besides the official plugin's properties. */
export interface CellProperties {
  /** The menling server, for this cell alone. */
  server?: string
  /** The button's own name in the numbers, at most 64 characters. */
  button?: string
  lang?: Lang | ''
  theme?: Theme
}

export interface ContactCellProperties extends CellProperties {
  /** The way's id in menling, or its config_id. */
  plugid: string
  /** 1 a row, 2 a button alone, 3 a chat bubble. */
  styleType?: 1 | 2 | 3
  /** One person in a row: the shape of the picture. */
  avatorStyle?: 'circle' | 'rect'
  /** One person in a row: 1 hides the name. */
  isMask?: 0 | 1
  /** 咨询服务, 在线咨询, 联系客服 */
  contactText?: 0 | 1 | 2
  /** 联系我, 立即联系, 咨询服务, 在线咨询, 联系客服 */
  buttonText?: 0 | 1 | 2 | 3 | 4
  buttonStyle?: 'primary' | 'light'
  /** One person in a chat bubble: the sentence. */
  serviceText?: 0 | 1 | 2 | 3
  /** A row: its padding in pixels. */
  paddingStyle?: number | string
  /** Several persons in a row: their picture. */
  iconStyle?: 'avator' | 'primary' | 'light'
  /** A button alone: round, or with words. */
  blockStyle?: 'bubble' | 'button'
  /** A round button: its colour in hex, without #. */
  bubbleColor?: string
}

export interface JoinCellProperties extends CellProperties {
  /** The way's id in menling, or its config_id; or `url`. */
  plugid?: string
  /** The address of the way's code, as the official group plugin takes it. */
  url?: string
  paddingStyle?: number | string
  iconUrl?: string
  iconBorderRadius?: number
  contactText?: string
  /** Bold text; the official spelling. */
  contactTextBlod?: boolean
}

/** Where a customer comes from, as the desk shows it. Together at most 1,000 bytes. */
export interface Source {
  /** The page; by itself the one in front. */
  page?: string
  button?: string
  plugid?: string
  /** At most 20 names of letters, digits, `_`, `-` and `.`. */
  data?: Record<string, string | number | boolean>
}

export interface ServiceButtonProperties {
  source?: Source
  text?: string
  look?: 'plain' | 'floating' | 'cell'
  messageTitle?: string
  messagePath?: string
  messageImg?: string
  /** Whether WeChat offers to send the card of this page. */
  showMessageCard?: boolean
  /** Whether the hours and the people waiting are shown. True by itself. */
  showStatus?: boolean
  server?: string
  lang?: Lang | ''
  theme?: Theme
}

/** What completemessage of a contact cell carries. */
export interface ContactComplete {
  errcode: ContactCode
  /** With 0 and -3006. */
  name?: string
  /** With 0 and -3006. */
  headurl?: string
  notifytype: NotifyType
}

/** What completemessage of a join cell carries. */
export interface JoinComplete {
  errcode: JoinCode
  notifytype: NotifyType
}

/** What contact of a service button carries: the card that the customer tapped in the chat. */
export interface ContactDetail {
  path: string
  query: Record<string, string>
}

/** An event as a page's handler gets it. */
export interface ComponentEvent<Detail> {
  detail: Detail
}

export type StartMessageHandler = (event: ComponentEvent<Record<string, never>>) => void
export type ContactCompleteHandler = (event: ComponentEvent<ContactComplete>) => void
export type JoinCompleteHandler = (event: ComponentEvent<JoinComplete>) => void
export type ContactHandler = (event: ComponentEvent<ContactDetail>) => void
