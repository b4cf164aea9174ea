import bulk from './en/bulk'
import change from './en/change'
import deletion from './en/deletion'
import desk from './en/desk'
import edit from './en/edit'
import figures from './en/figures'
import find from './en/find'
import qr from './en/qr'
import versions from './en/versions'
import wall from './en/wall'
import bots from './en/bots'
import byItself from './en/byItself'
import hours from './en/hours'
import remind from './en/remind'
import rules from './en/rules'
import cards from './en/cards'
import timing from './en/timing'
import drifts from './en/drifts'
import duration from './en/duration'
import quota from './en/quota'
import imports from './en/imports'
import handling from './en/handling'
import keys from './en/keys'
import materials from './en/materials'
import official from './en/official'
import members from './en/members'
import rebuild from './en/rebuild'
import seats from './en/seats'
import numbers from './en/numbers'
import press from './en/press'
import touch from './en/touch'
import plan from './en/plan'
import pools from './en/pools'
import temp from './en/temp'
import integration from './en/integration'
import posters from './en/posters'
import welcome from './en/welcome'
import welcomes from './en/welcomes'

import type zh from './zh'

type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> }

const en: Same<typeof zh> = {
  app: { name: 'Menling', line: 'A customer rings; the right person answers.', demo: 'Demo' },
  nav: { inbox: 'Inbox', imports: 'Import', ways: 'Ways', channels: 'Channels', customers: 'Customers', figures: 'Figures', wall: 'Live wall', settings: 'Settings', main: 'Main', phone: 'Open the demo phone' },
  common: {
    save: 'Save', cancel: 'Cancel', close: 'Close', create: 'Create', edit: 'Edit', delete: 'Delete', retry: 'Retry', copy: 'Copy',
    copied: 'Copied', back: 'Back', loading: 'Loading', more: 'Load more', none: 'None', optional: 'optional', all: 'All',
    download: 'Download', code: 'Error code', again: 'Try again', nothingFound: 'Nothing matches', clear: 'Clear', yes: 'Yes', no: 'No',
    done: 'Done', dismiss: 'Got it',
  },
  time: {
    now: 'just now', minutes: '{n} min', hour: '{n} hour', hours: '{n} hours', day: '{n} day', days: '{n} days', yesterday: 'Yesterday', today: 'Today',
    waited: 'waiting {time}', ago: '{time} ago', arrived: 'just arrived', never: 'never',
  },
  signin: {
    title: 'Sign in to Menling', email: 'Email', password: 'Password', submit: 'Sign in',
    first: 'First time here? The server printed a one-time link when it started; it creates the first admin.',
  },
  invitation: {
    first: 'Create the first admin', firstLead: 'This link works once. After that you can sign in and connect accounts.',
    password: 'Set your password', passwordLead: 'Hello {name}, set a password and you can start answering customers.',
    name: 'Name', email: 'Email', passwordField: 'Password', hint: 'At least 10 characters', repeat: 'Once more', differ: 'The two are not the same',
    submit: 'Start', gone: 'This link has been used or has expired', goneLead: 'Ask an admin for a new one. If you already have a password, just sign in.', toSignin: 'Sign in',
  },
  live: { lost: 'Connection lost, reconnecting…', lostLead: 'What you wrote is still here.', away: 'The database does not answer; waiting for it…', awayLead: 'Customers’ new messages are kept safe and appear by themselves. Until then nothing can be read or answered; what you wrote is still here.' },
  key: {
    title: 'Keyboard', inbox: 'Go to inbox', ways: 'Go to ways', channels: 'Go to channels', customers: 'Go to customers', figures: 'Go to figures', settings: 'Go to settings', move: 'Next / previous', accept: 'Accept',
    reply: 'Write a reply', transfer: 'Transfer', note: 'Write a note', find: 'Search messages', close: 'End conversation', quick: 'Quick replies', palette: 'Search and jump', help: 'Show the keys', escape: 'Back / close', send: 'Send', newline: 'New line',
  },
  palette: { title: 'Search and jump', placeholder: 'Jump to a page, conversation, customer, channel, way, group pool or visit', pages: 'Pages', conversations: 'Conversations', channels: 'Channels', pools: 'Group pools', customers: 'Customers', ways: 'Ways', visits: 'Temporary chats', actions: 'Actions', empty: 'Nothing matches' },
  me: { title: 'Me', theme: 'Appearance', system: 'System', light: 'Light', dark: 'Dark', language: 'Language', signout: 'Sign out', admin: 'Admin', agent: 'Agent' },
  inbox: {
    title: 'Inbox', waiting: 'Waiting', mine: 'Mine', team: 'Team', all: 'All', closedTab: 'Closed', emptyTeam: 'Your team has none', emptyTeamLead: 'Conversations of your teams show up here.', emptyClosed: 'Nothing closed yet', emptyClosedLead: 'Closed conversations stay here to look back at.', link: '[Link]', lists: 'Conversation lists', select: 'Choose a conversation', selectLead: 'Move with j and k; ? shows all keys.',
    emptyWaiting: 'Nobody is waiting', emptyWaitingLead: 'When a customer taps "contact us" in the mini program and writes, they appear here, longest waiting first.',
    emptyMine: 'You have no conversations', emptyMineLead: 'Accept a customer under Waiting to start answering.',
    emptyAll: 'No conversations yet', emptyAllLead: 'Connect your mini program under Settings and messages will come in.',
    toWaiting: 'See who waits', toAccounts: 'Connect an account', tryPhone: 'Try the demo phone',
    accept: 'Accept', acceptLead: 'Accept, and you are the one who answers', waitingFor: '{name} has waited {time}', arrived: '{name} has just arrived', taken: '{agent} is answering', closed: 'Conversation ended', closedLead: 'When the customer writes again, it returns to Waiting.',
    close: 'End', closeAsk: 'End the conversation with {name}?', closeAskLead: 'If the customer writes again, it returns to Waiting.', panel: 'Customer', unread: '{n} unread',
    you: 'You', image: '[Picture]', card: '[Mini-program card]', entered: 'Opened the chat', unknownKind: '[Unsupported message]', previewDesk: 'Desk: ',
    newer: 'New messages', toEnd: 'To the newest', older: 'Older messages', beginning: 'The conversation begins here', noMessages: 'No messages yet',
  },
  message: {
    held: 'Sent soon', waiting: 'Waiting for the network', sending: 'Sending', sent: 'Sent', failed: 'Not sent', unknown: 'Delivery unknown', unknownLead: 'The platform did not answer. It is not sent again by itself, so nobody gets it twice. Please ask the customer.',
    entered: '{name} opened the chat', picture: 'Picture from {name}', pictureMine: 'Picture sent', fetching: 'Fetching the picture…', pictureFailed: 'The picture could not be fetched',
    card: 'Mini program', unknownKind: 'A kind of message that cannot be shown yet', open: 'View larger', viewer: 'Picture', previous: 'Previous picture', next: 'Next picture', original: 'Open original', zoom: 'Zoom in or out',
  },
  window: {
    label: 'Reply window', left: '{n} more may be sent', short: '{n} left to send', of: '{left}/{limit} left', closing: 'Closing soon', ends: '{clock} left',
    never_wrote: 'The customer has not written yet, so no reply is possible. Ask them to write first in the mini program\'s chat.',
    expired: 'The customer\'s last message is more than 48 hours old, so no reply is possible. Ask them to write again in the mini program\'s chat; the window then opens again.',
    used_up: 'After a customer\'s message at most {limit} replies are allowed, and all are used. Once the customer writes again, the window opens again.',
    shut: 'Window closed', usedShort: 'All used', shutShort: 'Cannot reply',
  },
  composer: {
    placeholder: 'Write a reply. Enter sends, Shift+Enter breaks the line, / for quick replies', placeholderPhone: 'Write a reply…', send: 'Send', picture: 'Picture', quick: 'Quick replies',
    drop: 'Drop to add the picture', remove: 'Remove picture', tooBig: 'The picture is over 2 MB, even when shrunk. Please choose another.', notPicture: 'Only PNG, JPG and GIF pictures can be sent.',
    quickEmpty: 'No quick reply matches', quickNone: 'No quick replies yet. Add some under Settings.', quickHint: '↑↓ choose   Enter use   Esc close',
    notEnough: '{left} more may be sent, and here are {n}. Please remove some.', label: 'Reply', tooLong: 'Too long for one message (2048 bytes). Please send it in parts.', shrunk: 'Shrunk to under 2 MB',
  },
  panel: {
    title: 'Customer', channel: 'Channel', way: 'Way', member: 'Added', came: 'How they came', unknownWay: 'Origin not known yet', unknownWayLead: 'This customer has not added anyone through a way.',
    since: 'First seen', from: 'This session came from', fromNone: 'The mini program sent no origin', identities: 'Identities', history: 'History', conversations: 'Conversations', all: 'Open customer page',
    following: 'Added', lost: 'Lost', half: 'To be confirmed', notConfirmed: 'Not confirmed yet', unknown: 'Unknown customer', copyId: 'Copy {kind}',
  },
  history: {
    added: 'Added {member}', half_added: 'Waiting for {member} to confirm', lost: 'Removed {member}', deleted: 'Was removed by {member}', entered: 'Opened the mini-program chat',
    edited: 'Details with {member} changed', welcome_sending: 'Sending the welcome message', welcome_unknown: 'Welcome message: delivery unknown', welcome_skipped: 'No welcome message was sent',
    welcome_sent: 'Got the welcome message', welcome_failed: 'The welcome message was not sent', someone: 'a member', by: 'through {way}',
  },
  ways: {
    title: 'Ways', lead: 'Each way belongs to a channel, so you see where every customer scanned.', create: 'New way', channel: 'Channel', allChannels: 'All channels',
    name: 'Name', members: 'Who answers', customers: 'Customers', today: 'Today', created: 'Created', status: 'Status', qr: 'QR code',
    empty: 'No ways yet', emptyLead: 'Create a "contact me" QR code for a poster, a parcel or a shop. Customers who scan it are counted to its channel and welcomed.',
    phase: { intent: 'Preparing', calling: 'Creating', confirmed: 'Ready', failed: 'Failed', unknown: 'Outcome unknown', deleting: 'Deleting', deleted: 'Deleted' },
    unknownLead: 'The platform did not answer. It is not created again by itself, so nothing is doubled; once found it becomes ready.', showQr: 'QR code of {name}', noQr: 'The QR code is not ready yet',
    adding: 'Adding', scan: 'Scan with WeChat', downloadQr: 'Download QR code', verifyOn: 'Member confirms each', verifyOff: 'No confirmation', state: 'State', config: 'config_id', welcome: 'Welcome', remark: 'Remark', account: 'WeCom app',
    detail: 'Way', retry: 'Create again', what: 'What to do',
  },
  wayForm: {
    title: 'New way', account: 'WeCom app', noAccount: 'WeCom is not connected yet', noAccountLead: 'Add a WeCom app under Settings first.', channel: 'Channel', pickChannel: 'Choose a channel', newChannel: 'New channel', newChannelName: 'Name of the channel, such as: Poster shop 3',
    name: 'Name', namePlaceholder: 'For yourselves, such as: Front desk poster', remark: 'Remark', remarkHint: 'Shown in WeCom, at most 30 characters', remarkPlaceholder: 'Such as: Front desk poster', prefixPlaceholder: 'Such as: poster', members: 'Who answers', pickMembers: 'Choose one or more members',
    membersHint: 'WeCom distributes among several', skipVerify: 'Add without confirmation', skipVerifyHint: 'When off, a member has to confirm each customer', welcome: 'Welcome', welcomeHint: 'Sent within 20 seconds after adding', welcomePlaceholder: 'Hello and welcome! How can we help?',
    prefix: 'State prefix', prefixHint: 'Letters, digits, - and _; at most 18; a unique suffix follows', submit: 'Create', synced: 'Members as of {time}', noMembers: 'No member available. Check that members have customer contact enabled.',
    required: 'Required', tooLong: 'Longer than {n} characters', badPrefix: 'Only letters, digits, - and _, at most 18', longWelcome: 'At most 4000 bytes', progress: 'Progress', stepSaved: 'Recorded', stepCalling: 'Asking WeCom', stepDone: 'QR code ready', another: 'Create another',
    failed: 'It was not created', unknown: 'The outcome is not known yet', created: '"{name}" is ready',
    kind: 'Where it is used', kinds: { qr: 'QR code', button: 'Mini-program button', join: 'Group' }, kindHint: { qr: 'On posters, parcels, in shops, on pages: customers scan it', button: 'The "contact me" button of a mini program. It has no QR; use its config_id', join: 'Customers scan it to join one of up to 5 groups, or of a pool' }, joinTo: 'Which groups', joinBy: { groups: 'Choose groups', pool: 'Follow a pool' }, joinHint: { groups: 'When one is full the next is used', pool: 'Before a group is full the next one of the pool takes its place' }, pickPool: 'Choose a pool', noPools: 'There is no pool yet', poolLine: '{name} ({n} groups, {healthy} open)', style: 'Look of the button', styleN: 'Look {n}', buttonMade: 'Use this config_id in the mini program',
    exclusive: 'One member per outside company', exclusiveHint: 'Customers of one outside company are led to the same member', note: 'Note', notePlaceholder: 'For yourselves alone', planGaps: 'Give every shift its days and members',
  },
  channels: {
    title: 'Channels', lead: 'Where customers come from, and how many each channel brings.', create: 'New channel', name: 'Name', namePlaceholder: 'Such as: Poster shop 3', note: 'Note', notePlaceholder: 'Such as: spring poster at the door', ways: 'Ways', customers: 'Customers', today: 'Today', lost: 'Lost', trend: '14 days',
    empty: 'No channels yet', emptyLead: 'A channel is where customers come from: a poster, a shop, a campaign. Create one, then give it ways.', edit: 'Edit channel',
    sparkline: 'Added in the last 14 days: {days}', see: 'See these customers', seeWays: 'See ways',
  },
  customers: {
    title: 'Customers', lead: 'Everyone who scanned a code or asked for help.', search: 'Search name or id', name: 'Customer', channel: 'Channel', member: 'Member', way: 'Way', since: 'First seen', status: 'Status',
    empty: 'No customers yet', emptyLead: 'Customers appear here once they scan a code or open the chat in the mini program.', detail: 'Customer', wechat: 'WeChat', wecom: 'WeCom', noHistory: 'Nothing yet',
  },
  settings: {
    groups: { people: 'Accounts and people', byItself: 'By itself', talk: 'Conversations', system: 'System' },
    title: 'Settings', origins: 'Allowed pages', accounts: 'Accounts', agents: 'Agents', teams: 'Teams', assignment: 'Assignment', rules: 'Rules', hours: 'Business hours', timing: 'Reminders, rating', bots: 'Bots', replies: 'Quick replies', materials: 'Materials', cards: 'Card links', official: 'Official tool', tags: 'Tags', fields: 'Customer fields', closing: 'Close reasons', keys: 'API keys', parked: 'Parked', about: 'About', adminOnly: 'Only admins can change this.', adminsSee: 'Only admins can open this page.',
  },
  accounts: {
    lead: 'The WeCom apps and mini programs Menling acts for. Secrets are sealed and never shown again.', add: 'Add account', edit: 'Edit account', empty: 'No accounts yet', emptyLead: 'A WeCom app lets you create ways; a mini program lets you answer customers.',
    wecom: 'WeCom app', weapp: 'Mini program', kind: 'Kind', name: 'Name', namePlaceholder: 'Such as: Menling Clinic', slugPlaceholder: 'Such as: clinic', slug: 'Short name', slugHint: 'Part of the callback URL: lower-case letters, digits and -', corpid: 'Corp ID', appid: 'AppID', secret: 'Secret', secretPlaceholder: 'Copied from the platform', secretKept: 'Stored; leave empty to keep it', agentId: 'AgentId', originalId: 'Original ID (gh_…)',
    token: 'Token', aesKey: 'EncodingAESKey', generated: 'Made for you when empty', pushMode: 'Push encryption', plain: 'Plain', compatible: 'Compatible', secure: 'Secure (recommended)', apiBase: 'API base URL', apiBaseHint: 'Rarely changed', timeZone: 'Time zone', advanced: 'More',
    callback: 'Callback URL', callbackHint: 'Paste it into the platform\'s message server settings', test: 'Test', testing: 'Testing…', testOk: 'Works', testBad: 'Some steps failed', lastPush: 'Last push', neverPush: 'No push received yet',
    relay: 'Relay from a cloud function', relaySet: 'On', relayNone: 'Off', relayMake: 'Make a relay secret', relayRotate: 'Replace the secret', relayRemove: 'Turn off', relayRotateAsk: 'Replace the relay secret of {name}?', relayRotateLead: 'The old one works for another hour: change the function’s environment variables before that.', relayRemoveAsk: 'Turn off the relay of {name}?', relayRemoveLead: 'What the cloud function passes on is refused at once.', relayOnceLead: 'The secret is shown this once. Put these into the environment variables of the cloud function menling-relay.',
    once: 'Save these now', onceLead: 'Token and EncodingAESKey are shown this once. Copy them to the platform.', rotate: 'New token and key', rotateAsk: 'Make a new Token and EncodingAESKey for {name}?', rotateLead: 'The old ones work for another hour; update the platform before then.', remove: 'Remove account', removeAsk: 'Remove account {name}?', removeLead: 'Its messages are no longer received or sent. Customers and conversations stay.',
    step: { token: 'Get a token', permission: 'API permission', callback: 'Callback reachable' }, saved: 'Account saved', secretSet: 'Secret stored', secretMissing: 'No secret',
  },
  agents: {
    lead: 'People who can sign in to this console.', invite: 'Invite', name: 'Name', namePlaceholder: 'Such as: Lin Xiao', email: 'Email', role: 'Role', admin: 'Admin', agent: 'Agent', disabled: 'Disabled', link: 'One-time link', linkLead: 'Send this link to {name}. It sets a password and works once.', roleHint: 'Admins also manage accounts, agents and parked items',
    empty: 'No agents yet', emptyLead: 'Invite colleagues to answer customers with you.',
  },
  replies: {
    whose: { all: 'All', shared: 'Shared', own: 'Mine' }, forWhom: 'Who can use it', folder: 'Folder', folders: 'Folders', anyFolder: 'All folders', noFolder: 'In none', noFolders: 'No folders yet.', folderName: 'Name of the folder', folderAdd: 'New folder', folderPlaceholder: 'Such as: Returns', folderRemove: 'Remove the folder; its quick replies stay', count: '{n}', used: 'Used', search: 'Search shortcuts and texts', keep: 'Save what I have written as a quick reply', unfilled: 'No network: the names are not filled in. Please check before you send.',
    lead: 'Type / in the composer to find them.', add: 'Add', edit: 'Edit quick reply', shortcut: 'Shortcut', shortcutHint: 'What you type after /', shortcutPlaceholder: 'Such as: address', text: 'Text', textPlaceholder: 'Such as: We are at 88 Xingfu Road, right outside metro line 2, exit B.', empty: 'No quick replies yet', emptyLead: 'Save what you often say and use it by typing /.', removeAsk: 'Delete "{name}"?',
  },
  parked: {
    lead: 'Pushes and jobs that failed several times wait here. Nothing is lost.', empty: 'Nothing is parked', emptyLead: 'All is well.', source: { push: 'Push', observation: 'Answer', job: 'Job' }, attempts: 'tried {n} times', attempt: 'tried {n} time',
  },
  about: { version: 'Version', docs: 'API documentation', licence: 'Licence', server: 'Server time' },
  members, rebuild, seats,
  imports, handling, keys, numbers, plan, press, touch,
  desk, figures, remind, wall,
  bots, byItself, cards, hours, rules, timing,
  drifts, duration, quota,
  bulk, change, deletion, edit, qr, versions,
  pools, temp,
  find,
  integration, posters, welcome, welcomes,
  materials, official,
  wayExport: { title: 'Export', xlsx: 'Table (Excel)', csv: 'Table (CSV)', zip: 'All QR codes (ZIP)' },
  wayDrawer: { details: 'Details', history: 'History' },
  waysTabs: { ways: 'All ways', members: 'Members', pools: 'Group pools', temp: 'Temporary chats', welcomes: 'Welcomes', posters: 'Posters', bulk: 'Bulk changes', imports: 'Import', drifts: 'Compare', quota: 'Quota' },
  session: {
    raw: 'As received',
    mark: { signed: 'Signed', unsigned: 'Unsigned', forged: 'Wrong signature', stale: 'Signed too long ago' },
    means: { signed: 'Our server made this and nobody changed it. It does not say who uses it.', unsigned: 'The mini program wrote this by itself: anybody can forge it.', forged: 'It was changed, or not made here: do not believe it.', stale: 'Our server made this, more than a day before it came.' },
  },
  gender: { 0: 'Unknown', 1: 'Male', 2: 'Female' },
}

export default en
