export default {
  lead: 'Other systems call the API with them. A key is shown once; only its hash is kept.', add: 'New key', name: 'For', namePlaceholder: 'Such as: shop system', key: 'Key', used: 'Last used', ends: 'Lives', never: 'Forever', days: '{n} days', revoked: 'Revoked',
  revoke: 'Revoke', revokeAsk: 'Revoke “{name}”?', revokeLead: 'What uses it loses access at once, for good.', once: 'Keep the key now', onceLead: 'It is shown this once.', roleHint: 'Agent: ways, channels, customers; admin: accounts and settings too', empty: 'No API keys yet', emptyLead: 'A till, a booking or a data system can make ways and read channels with a key. The API is described at /docs.',
} as const
