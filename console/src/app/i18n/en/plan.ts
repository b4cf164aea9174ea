export default {
  title: 'Who answers', always: 'The same people', alwaysLead: 'They answer at all times', planned: 'By a plan', plannedLead: 'Hours, holidays and daily limits change who answers; WeCom is told only when that changes',
  shifts: 'Every week', addShift: 'Add a shift', days: 'Days', from: 'From', to: 'To', people: 'Members', removeShift: 'Remove this shift', overnight: 'ends next day',
  weekday: { 1: 'Mo', 2: 'Tu', 3: 'We', 4: 'Th', 5: 'Fr', 6: 'Sa', 7: 'Su' }, weekdayLong: { 1: 'Monday', 2: 'Tuesday', 3: 'Wednesday', 4: 'Thursday', 5: 'Friday', 6: 'Saturday', 7: 'Sunday' },
  workdays: 'Workdays', everyday: 'Every day', weekend: 'Weekend',
  special: 'Special dates', addSpecial: 'Add a date', date: 'Date', until: 'to', note: 'Note', notePlaceholder: 'Such as: New Year', closed: 'Nobody on shift', ownHours: 'Own shifts', removeSpecial: 'Remove this date',
  backup: 'Backup', backupHint: 'They answer when nobody is on shift, or all are off or have had their share',
  mode: 'Several on shift', modes: { all: 'Show all', in_turn: 'In turn', least_added: 'Fewest today' }, modeHint: { all: 'WeCom distributes among them', in_turn: 'Another one after each customer', least_added: 'Always the one with the fewest customers today' },
  cap: 'A day for each', capHint: 'Then they are not shown until tomorrow; 0: no limit',
  week: 'This week', who: 'Who answers at {time}', now: 'Now', at: 'Time', nobody: 'Nobody answers', nobodyLead: 'When nobody can be shown the code keeps the members it has. Add a backup.', closedNow: 'Nobody is on shift then',
  source: { shift: 'Shift {n}', special: 'Shift of a special date', backup: 'Backup', nobody: 'Nobody' },
  why: { off: 'off', cap: 'had their share today', unusable: 'cannot be shown', not_turn: 'not their turn' }, whyUntil: '{why}, until {time}', next: 'Next change {time}', next0: 'No further change',
  save: 'Save the plan', saved: 'The plan is saved', remove: 'The same people always', empty: 'No shifts yet', emptyLead: 'Add one, such as workdays from 9:00 to 18:00.', legend: 'Legend',
} as const
