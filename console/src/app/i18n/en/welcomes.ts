export default {
  title: 'Welcomes sent', lead: 'Whether each welcome went out within 20 seconds, and if not, why.', customer: 'Customer', way: 'Way', outcome: 'Outcome', took: 'Time taken', at: 'When', all: 'All',
  outcomes: { sending: 'Sending', sent: 'Sent', late: 'Too late', taken: 'From elsewhere', failed: 'Failed', unknown: 'Unknown' },
  takenBy: { app: 'Another app of the company was quicker (41096)', chat: 'The chat had begun, or a welcome had come from elsewhere (41051)', console: 'The platform gave no code: the admin console has its own welcome, or the chat had begun' },
  seconds: '{n} s', tookTitle: '{n} s in all, {ours} s of it ours; the platform allows 20 s', empty: 'No welcomes yet', emptyLead: 'Write a welcome for a way or channel: what became of each is shown here.', files: '{n} attachments',
  days: 'Last 14 days', p50: 'Half took', p95: '95% took', within: '{n} s at most', sent: 'Sent', missed: 'Not sent', share: 'Sent of all', none: '—', ofWay: 'Only the way “{name}”', noText: '(no text)', hours: 'Part {hours}',
} as const
