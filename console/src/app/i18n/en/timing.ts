export default {
  lead: 'Reminders when customers wait too long, conversations that end by themselves, and asking how it was.',
  reminders: 'Reminders', remindersLead: 'A customer who waits too long is marked in the lists, and a bell rings. Only within business hours.', remindAgent: 'Remind the agent after', remindLead: 'Tell the team’s leads after', leadLater: 'Later than the agent is reminded',
  closing: 'Ending by itself', closingLead: 'Conversations that were answered, and whose customer says no more. Never those who await an answer.', silent: 'After a silence of', lastWord: 'Last word', lastWordHint: 'Said only when a reply is left to spare', lastWordPlaceholder: 'Such as: We leave it here; write any time', expired: 'Also those that cannot be answered any more', expiredHint: 'An hour after their reply window ended',
  rating: 'Rating', ratingLead: 'Asked by one message when a conversation ends that somebody answered in, and a reply is left to spare.', ratingOn: 'Ask for a rating', ask: 'Question', askHint: 'A digit from 1 to 5 is the rating', askMissing: 'A question is needed', thanks: 'Thanks', hours: 'A rating counts within', hoursUnit: 'hours',
  target: 'Target of the first answer', targetLead: 'The figures say how many first answers came in time by it.', answerWithin: 'In time is within', seconds: 'seconds',
} as const
