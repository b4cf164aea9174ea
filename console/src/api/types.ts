import type { components } from './schema'

type Schemas = components['schemas']

export type Account = Schemas['Account']
export type AccountInput = Schemas['AccountInput']
export type AccountSaved = Schemas['AccountSaved']
export type AccountTest = Schemas['AccountTest']
export type Agent = Schemas['Agent']
export type Attribution = Schemas['Attribution']
export type Channel = Schemas['Channel']
export type Conversation = Schemas['Conversation']
export type Counts = Schemas['Counts']
export type Customer = Schemas['Customer']
export type CustomerDetail = Schemas['CustomerDetail']
export type Identity = Schemas['Identity']
export type Media = Schemas['Media']
export type Member = Schemas['Member']
export type Message = Schemas['Message']
export type Occurrence = Schemas['Occurrence']
export type Parked = Schemas['Parked']
export type QuickReply = Schemas['QuickReply']
export type Reason = Schemas['Reason']
export type ReplyWindow = Schemas['ReplyWindow']
export type Role = Agent['role']
export type Session = Schemas['Session']
export type Way = Schemas['Way']
export type WayInput = Schemas['WayInput']

/** The three lists of the inbox. */
export type ListName = 'waiting' | 'mine' | 'all'
