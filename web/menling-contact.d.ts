// Types of menling-contact. What each property does: README.md.

export interface ContactPress {
  /** 0, or one of -3002, -3004, -3005, -3006, -3008 (and for group chats -3009, -3010, -3012). */
  errcode: number
  /** 1: the code is shown. 0: nothing is. */
  notifytype: 0 | 1
  /** With errcode 0 and -3006 alone. */
  name?: string
  headurl?: string
}

/** Events bubble and leave shadow trees. */
export interface ContactEvents {
  startmessage: CustomEvent<Record<string, never>>
  completemessage: CustomEvent<ContactPress>
}

export interface ContactProperties {
  plugid: string
  server: string
  button: string
  theme: '' | 'light' | 'dark' | 'auto'
  styleType?: 1 | 2 | 3
  avatorStyle?: 'circle' | 'rect'
  isMask?: 0 | 1
  contactText?: 0 | 1 | 2
  buttonText?: 0 | 1 | 2 | 3 | 4
  buttonStyle?: 'primary' | 'light'
  serviceText?: 0 | 1 | 2 | 3
  paddingStyle?: number
  iconStyle?: 'avator' | 'primary' | 'light'
  blockStyle?: 'bubble' | 'button'
  /** Six hex digits without #. */
  bubbleColor?: string
}

export interface MenlingContact extends ContactProperties {}

export class MenlingContact extends HTMLElement {
  /** Does what a tap does. */
  press(): Promise<void>
  addEventListener<K extends keyof ContactEvents>(type: K, listener: (this: MenlingContact, event: ContactEvents[K]) => void, options?: boolean | AddEventListenerOptions): void
  addEventListener<K extends keyof HTMLElementEventMap>(type: K, listener: (this: MenlingContact, event: HTMLElementEventMap[K]) => void, options?: boolean | AddEventListenerOptions): void
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void
}

declare global {
  interface HTMLElementTagNameMap {
    'menling-contact': MenlingContact
  }
}
