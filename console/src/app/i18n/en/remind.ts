export default {
  turn: '{name} has waited {n} min without an answer', lead: 'Please look: {name} has waited {n} min, and no agent has answered', open: 'Open the conversation to answer', look: 'Open the conversation', level: { 1: 'The agent was reminded', 2: 'The agent and the leads were reminded' },
} as const
