export default {
  empty: 'Not changed yet. Every change is kept here, with each setting before and after, and a way back.', first: 'As it was made', current: 'Now', somebody: 'Somebody', itself: 'The system', changed: 'Changed: {fields}', undone: 'Went back to #{n}', undoTo: 'Go back to #{n}', undoTitle: 'Go back to #{n}', undoConfirm: 'Go back',
  kinds: { created: 'Made', adopted: 'Took what the platform holds', pushed: 'Gave the platform what we hold', pool: 'The pool changed groups', schedule: 'The schedule changed members' }, states: { pending: 'Changing', failed: 'Did not take effect', unknown: 'Outcome unknown', superseded: 'Void' },
} as const
