export default {
  lead: 'When somebody is at the desk. Replies outside hours, reminders and the official tool go by it.', open: 'Open now', shut: 'Closed now', until: 'until {time}', opens: 'opens {time}', at: { today: 'today {time}', tomorrow: 'tomorrow {time}', later: '{weekday} {date} {time}' }, zone: '{zone}, {time} there now',
  always: 'Always open', alwaysHint: 'Every time is within hours', weekly: 'Every week', addShift: 'Add hours', removeShift: 'Remove these hours', special: 'Special dates', specialLead: 'Holidays and swapped days. The week does not hold for them; without hours the desk is closed all day.', addDate: 'Add dates', removeDate: 'Remove these dates', first: 'First day', last: 'Last day', closedAllDay: 'Closed all day',
  gap: { days: 'Choose the days of the week', time: 'Give both times', date: 'Choose a date', backwards: 'The last day is before the first', empty: 'Add some hours at least' },
} as const
