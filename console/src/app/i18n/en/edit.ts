export default {
  title: 'Change the way', look: 'See what changes', planned: 'Its schedule says who answers. Change the schedule, or go back to fixed members first.', pooled: 'Its pool says which groups. Change the pool.', singleHint: 'A way for one member has exactly one', pickParties: 'Choose departments', partiesHint: 'Everybody in a department answers', pickOwner: 'Choose who looks after it',
  count: '{n} people, at most {limit}', unseen: 'These departments cannot be seen: {ids}', trouble: { disabled: 'disabled', inactive: 'not activated', left: 'left', refused: 'refused before', suspected: 'perhaps refused', off: 'off' },
  chatsHint: '1 to 5 groups', autoCreateHint: 'A new group is made when all are full', roomNameHint: 'A new group is called “{name}{n}”', badNumber: 'A whole number, 0 or more', tooMany: 'At most {n}',
  tagsHint: 'New customers get these tags', tagsPlaceholder: 'A tag id, then Enter',
  pickFolder: 'Choose a folder', pickLabels: 'Choose labels', pickTags: 'Choose tags',
} as const
