export default {
  tagsLead: 'Marks on conversations and customers; lists can be filtered by them.', tagAdd: 'New tag', tagEdit: 'Edit tag', tagsEmpty: 'No tags yet', tagsEmptyLead: 'Mark conversations “refund” or “complaint”, and customers “regular”.', tag: 'Tag', scope: 'For', conversation: 'Conversations', customer: 'Customers',
  name: 'Name', tagPlaceholder: 'Such as: Refund', removeAsk: 'Delete “{name}”?', tagRemoveLead: 'Conversations and customers lose this tag.',
  fieldsLead: 'What agents note about customers.', fieldAdd: 'New field', fieldEdit: 'Edit field', fieldsEmpty: 'No fields yet', fieldsEmptyLead: 'Such as a member number, a birthday, a shop: filled in beside the conversation.', fieldPlaceholder: 'Such as: Member number', kind: 'Kind', choices: 'Choices', eachLine: 'One on each line', comma: ', ', ord: 'Place', ordHint: 'Small numbers come first', fieldRemoveLead: 'What is noted in it goes too, for all customers and for good.',
  kinds: { text: 'Text', number: 'Number', date: 'Date', choice: 'Choice' },
  closingLead: 'Why conversations end: chosen when one is closed, and seen in the figures.', reasons: 'Reasons', required: 'A reason must be chosen', requiredHint: 'No agent can close a conversation without one',
} as const
