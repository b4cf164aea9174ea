export default {
  title: 'Desk figures', whose: { all: 'The work of all agents', teams: 'The work of the teams you lead: {teams}', own: 'Your own work' },
  range: { today: 'Today', yesterday: 'Yesterday', own: 'Other' }, first: 'First day', last: 'Last day', team: 'Team', anyTeam: 'All teams',
  open: 'See these conversations', meaningOf: 'What “{title}” counts', meanings: 'What is counted', percentiles: 'Median: half took no longer. P90: nine of ten took no longer. Both are exact, nothing is estimated.',
  changeTarget: 'Change the target', messages: '{n} messages in', takenToo: 'taken {n} times', p90: 'P90 {time}', within: 'target: within {time}', transfers: '{n} transfers', ratingsOf: '{n} ratings, mean {mean}',
  then: '{n} days before: {value}', dayBefore: 'the day before: {value}', better: 'better', worse: 'worse',
  volume: { day: 'Conversations by day', hour: 'Conversations by hour' }, times: 'Waiting and first answer', hours: 'When they come', ratings: 'Ratings', noRatings: 'No ratings in this time.', starLine: '{star} stars: {n}', seeRatings: 'See these {n} ratings',
  split: 'Group by', by: { day: 'Day', hour: 'Hour', agent: 'Agent', team: 'Team', account: 'Mini program' }, columnsShown: 'Columns', columns: { main: 'Main', volume: 'Volume', times: 'Times', quality: 'Quality', all: 'All' },
  table: 'Table of figures', total: 'Total', none: { agent: 'No agent', team: 'No team', account: '—' }, gone: '{name} (gone)', weekday: { 1: 'Mon', 2: 'Tue', 3: 'Wed', 4: 'Thu', 5: 'Fri', 6: 'Sat', 7: 'Sun' },
  exportNote: 'By {by}, with all columns and what they count', conversations: 'Conversations', noConversations: 'No conversations', answeredIn: 'first answer in {time}', unanswered: 'no answer',
  nothing: 'No conversations in this time', nothingLead: 'Try another range or filter.', noDesk: 'No figures yet', noDeskLead: 'Once a mini program is connected, this page shows how long customers waited, how fast they were answered, and how they rated it.',
  unit: { seconds: '{n}s', minutes: '{n}m', whole: '{n}m', hours: '{n}h', days: '{n}d' },
} as const
