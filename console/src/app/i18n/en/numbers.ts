export default {
  title: 'Numbers', range: 'Range', lastDays: '{n} days', byDay: 'By day', byHour: 'When they come', funnel: 'Funnel', open: 'See these customers', rebuilding: 'The numbers are being made anew; look again in a moment.',
  pressed: 'Pressed', added: 'Added', readded: 'Again', pending: 'Pending', lost: 'Lost', deleted: 'Deleted', transferred: 'Transferred', joined: 'Joined', quit: 'Left group', wrote: 'Wrote', left: 'Left', byCustomer: 'by the customer', byMember: 'by the member', ofThemAgain: '{n} of them again', nameless: 'Not known',
  by: { title: 'Group by', day: 'Day', channel: 'Channel', way: 'Way', member: 'Member', group: 'Group', hour: 'Hour', page: 'Page', button: 'Button' },
} as const
