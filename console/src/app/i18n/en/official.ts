export default {
  lead: 'The platform’s own agent tool on the web and in WeChat. Who answers, and who works there.', forWhich: 'For', all: 'All mini programs (default)', follows: 'Follows the default', follow: 'Follow the default', own: 'Has its own',
  who: 'Who answers', mode: { own: 'Our desk', official: 'The official tool', shared: 'By hour and queue' },
  modeLead: { own: 'All messages are answered here.', official: 'New messages go to the official tool, except of customers who are with one of our people.', shared: 'Answered here, and handed to the official tool in these cases:' },
  outside: 'Outside business hours', outsideHint: 'Hours are set under Business hours', crowd: 'When many wait', crowdHint: 'With so many waiting here, new customers go to the official tool', people: 'waiting', saved: 'Saved',
  facts: 'Only messages are handed over, never entries. Once somebody accepts the customer there, messages go to that tool alone and are not seen here; when that chat ends, or after 30 silent minutes, the next message comes back and is decided anew.',
  agents: 'People of the official tool', agentsLead: 'At most {most}. They confirm in WeChat.', agentsChoose: 'Choose a mini program to see its people.', add: 'Add', wx: 'WeChat id', wxHint: 'Not the nickname, nor an openid', empty: 'Nobody answers there', emptyLead: 'Nobody is needed when all is answered here.',
  online: 'online', offline: 'offline', serving: '{n} customers', invited: { waiting: 'invited', rejected: 'declined', expired: 'invitation expired' }, remove: 'Remove', removeAsk: 'Remove “{name}”?', removeLead: 'They can no longer answer this mini program’s customers in the official tool.',
} as const
