// The HTTP API as the console uses it, in the shape that openapi-typescript writes.
type Json<T> = { content: { 'application/json': T } }
type Answer<T> = { 200: { headers: Record<string, unknown> } & Json<T> }
type Accepted<T> = { 202: { headers: Record<string, unknown> } & Json<T> }
type Nothing = { 204: { headers: Record<string, unknown>; content?: never } }
type Get<T, Query = never> = { parameters: { query?: [Query] extends [never] ? never : Query }; responses: Answer<T> }
type GetOne<T, Query = never> = {
  parameters: { path: { id: number }; query?: [Query] extends [never] ? never : Query }
  responses: Answer<T>
}
type Send<Body, Responses> = { parameters: Record<never, never>; requestBody: Json<Body>; responses: Responses }
type SendOne<Body, Responses> = { parameters: { path: { id: number } }; requestBody: Json<Body>; responses: Responses }
type Do<Responses> = { parameters: { path: { id: number } }; responses: Responses }

type S = components['schemas']
type Page = { after?: string; limit?: number }

export interface paths {
  '/session': {
    get: Get<S['Session']>
    post: Send<{ email: string; password: string }, Answer<S['Session']>>
    delete: { parameters: Record<never, never>; responses: Nothing }
  }
  '/invitation': {
    get: Get<S['Invitation'], { token: string }>
    post: Send<{ token: string; name: string; email: string; password: string }, Answer<S['Session']>>
  }
  '/agents': {
    get: Get<{ items: S['Agent'][] }>
    post: Send<{ name: string; email: string; role: S['Role'] }, Answer<{ agent: S['Agent']; link: string }>>
  }
  '/accounts': {
    get: Get<{ items: S['Account'][] }>
    post: Send<S['AccountInput'], Answer<S['AccountSaved']>>
  }
  '/accounts/{id}': {
    patch: SendOne<Partial<S['AccountInput']> & { rotate_push_keys?: boolean }, Answer<S['AccountSaved']>>
    delete: Do<Nothing>
  }
  '/accounts/{id}/test': { post: Do<Answer<S['AccountTest']>> }
  '/accounts/{id}/members': { get: GetOne<{ items: S['Member'][]; synced_at: number }> }
  '/channels': {
    get: Get<{ items: S['Channel'][] }>
    post: Send<S['ChannelInput'], Answer<S['Channel']>>
  }
  '/channels/{id}': { patch: SendOne<Partial<S['ChannelInput']>, Answer<S['Channel']>> }
  '/ways': {
    get: Get<{ items: S['Way'][]; next: string }, Page & { q?: string; channel?: number }>
    post: Send<S['WayInput'], Accepted<S['Way']>>
  }
  '/ways/{id}': { get: GetOne<S['Way']> }
  '/ways/{id}/retry': { post: Do<Answer<S['Way']>> }
  '/customers': { get: Get<{ items: S['Customer'][]; next: string }, Page & { q?: string; channel?: number }> }
  '/customers/{id}': { get: GetOne<S['CustomerDetail']> }
  '/conversations': {
    get: Get<
      { items: S['Conversation'][]; next: string; counts: S['Counts'] },
      Page & { list: 'waiting' | 'mine' | 'all' }
    >
  }
  '/conversations/{id}': { get: GetOne<S['Conversation']> }
  '/conversations/{id}/messages': {
    get: GetOne<{ items: S['Message'][]; before: string }, { before?: string; limit?: number }>
    post: SendOne<S['MessageInput'], Accepted<S['Message']>>
  }
  '/conversations/{id}/accept': { post: Do<Answer<S['Conversation']>> }
  '/conversations/{id}/read': { post: Do<Nothing> }
  '/conversations/{id}/close': { post: Do<Answer<S['Conversation']>> }
  '/messages/{id}/retry': { post: Do<Answer<S['Message']>> }
  '/quick-replies': {
    get: Get<{ items: S['QuickReply'][] }>
    post: Send<{ shortcut: string; text: string }, Answer<S['QuickReply']>>
  }
  '/quick-replies/{id}': {
    patch: SendOne<{ shortcut?: string; text?: string }, Answer<S['QuickReply']>>
    delete: Do<Nothing>
  }
  '/parked': { get: Get<{ items: S['Parked'][] }> }
  '/parked/{source}/{id}/retry': {
    post: { parameters: { path: { source: string; id: number } }; responses: Nothing }
  }
}

export interface components {
  schemas: {
    Role: 'admin' | 'agent'
    Session: {
      agent: { id: number; name: string; email: string; role: S['Role'] }
      now: number
      version: string
      demo: boolean
      phone_url?: string
    }
    Invitation: { purpose: 'first_admin' | 'password'; name?: string; email?: string }
    Agent: { id: number; name: string; email: string; role: S['Role']; disabled: boolean }
    Account: {
      id: number
      kind: 'wecom' | 'weapp'
      slug: string
      name: string
      platform_id: string
      agent_id: number
      original_id: string
      api_base_url: string
      push_mode: 'plain' | 'compatible' | 'secure'
      time_zone: string
      callback_url: string
      secret_set: boolean
      created_at: number
      last_push_at: number
    }
    AccountInput: {
      kind: 'wecom' | 'weapp'
      slug: string
      name: string
      platform_id: string
      secret: string
      agent_id?: number
      original_id?: string
      token?: string
      aes_key?: string
      push_mode?: 'plain' | 'compatible' | 'secure'
      api_base_url?: string
      time_zone?: string
    }
    AccountSaved: { account: S['Account']; token?: string; aes_key?: string }
    AccountTest: {
      ok: boolean
      steps: { name: 'token' | 'permission' | 'callback'; ok: boolean; code: string; zh: string; en: string }[]
    }
    Member: { userid: string; name: string; departments: number[] }
    Channel: {
      id: number
      name: string
      note: string
      ways: number
      customers: number
      customers_today: number
      lost: number
      days: number[]
      created_at: number
    }
    ChannelInput: { name: string; note?: string }
    Reason: { code: string; zh: string; en: string; do_zh: string; do_en: string }
    Way: {
      id: number
      kind: 'contact'
      account_id: number
      channel_id: number
      channel_name: string
      name: string
      remark: string
      state: string
      scene: number
      type: 1 | 2
      users: { userid: string; name: string }[]
      parties: number[]
      skip_verify: boolean
      welcome: string
      config_id: string
      phase: 'intent' | 'calling' | 'confirmed' | 'failed' | 'unknown'
      problem: S['Reason'] | null
      qr: boolean
      customers: number
      customers_today: number
      created_at: number
      confirmed_at: number
      created_by: string
    }
    WayInput: {
      client_key: string
      account_id: number
      channel_id: number
      name: string
      remark: string
      state_prefix?: string
      users: string[]
      parties?: number[]
      skip_verify: boolean
      welcome?: string
    }
    Attribution: {
      way_id: number
      way_name: string
      channel_id: number
      channel_name: string
      userid: string
      member_name: string
      at: number
      status: 'following' | 'lost' | 'half'
    }
    Identity: { kind: 'external_userid' | 'openid' | 'unionid'; scope: string; value: string }
    Customer: {
      id: number
      name: string
      avatar: string
      type: number
      gender: number
      first_seen_at: number
      attribution: S['Attribution'] | null
      identities: S['Identity'][]
      confirmed: boolean
    }
    Occurrence: {
      at: number
      kind: 'added' | 'half_added' | 'lost' | 'deleted' | 'entered' | 'welcome_sent' | 'welcome_failed'
      userid?: string
      member_name?: string
      way_name?: string
      channel_name?: string
      session_from?: string
      problem?: S['Reason'] | null
    }
    CustomerDetail: S['Customer'] & { history: S['Occurrence'][]; conversations: S['Conversation'][] }
    ReplyWindow: {
      limit: number
      used: number
      left: number
      ends_at: number
      open: boolean
      reason: null | 'never_wrote' | 'expired' | 'used_up'
    }
    Conversation: {
      id: number
      account_id: number
      account_name: string
      customer: { id: number; name: string; avatar: string }
      status: 'waiting' | 'open' | 'closed'
      agent: { id: number; name: string } | null
      opened_at: number
      waiting_since: number
      last_inbound_at: number
      last_message_at: number
      preview: { kind: string; text: string; direction: 'in' | 'out' }
      unread: number
      session_from: string
      window: S['ReplyWindow']
      channel_name: string
    }
    Media: {
      id: number
      type: string
      size: number
      width: number
      height: number
      state: 'ready' | 'fetching' | 'failed'
    }
    Message: {
      id: number
      conversation_id: number
      direction: 'in' | 'out'
      kind: 'text' | 'image' | 'miniprogrampage' | 'entered' | 'unknown'
      text: string
      media: S['Media'] | null
      agent: { id: number; name: string } | null
      state: 'received' | 'sending' | 'sent' | 'failed' | 'unknown'
      problem: S['Reason'] | null
      at: number
    }
    MessageInput:
      | { client_key: string; kind: 'text'; text: string }
      | { client_key: string; kind: 'image'; media_id: number }
    Counts: { waiting: number; mine: number; unread: number }
    QuickReply: { id: number; shortcut: string; text: string }
    Parked: {
      id: number
      source: 'push' | 'observation' | 'job'
      account_name: string
      kind: string
      error: string
      attempts: number
      at: number
    }
  }
}
