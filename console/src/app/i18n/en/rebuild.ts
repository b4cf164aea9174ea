export default {
  title: 'Count again from the journal', lead: 'Where customers come from, and how many each day, is worked out from what the platform told us. If numbers look wrong, all can be counted again. Everything goes on meanwhile, and the result should be the same.', start: 'Count all numbers again', again: 'Count once more', adminOnly: 'Only admins can start it.',
  phases: { pushes: 'Reading what was pushed', answers: 'Reading what was answered', customers: 'Counting customer by customer', days: 'Replacing the numbers of days', ways: 'Replacing the numbers of ways', channels: 'Replacing the numbers of channels' },
  running: 'Step {n} of {of}: {phase}', done: 'Counted again: {n} records in {time}.', nothing: 'Never counted again so far.', rate: '{n} a second', left: 'about {time} left',
  reasons: { asked: 'asked for', zone: 'time zone changed', first_time: 'first count' }, seconds: '{n} s', minutes: '{n} min',
} as const
