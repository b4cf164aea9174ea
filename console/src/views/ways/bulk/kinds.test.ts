import { expect, test } from 'vitest'
import { actionOf } from './kinds'

const none = { channel: 0, from: '', to: '' }

test('an action is there once everything it needs is chosen', () => {
  expect(actionOf('channel', none)).toBeNull()
  expect(actionOf('channel', { ...none, channel: 7 })).toEqual({ kind: 'set', set: { channel_id: 7 } })
  expect(actionOf('add_member', { ...none, from: 'a' })).toBeNull()
  expect(actionOf('remove_member', { ...none, from: 'a' })).toEqual({ kind: 'remove_member', from: 'a' })
  expect(actionOf('delete', none)).toEqual({ kind: 'delete' })
})

test('nobody is put in their own place', () => {
  expect(actionOf('replace_member', { ...none, from: 'a', to: 'a' })).toBeNull()
  expect(actionOf('replace_member', { ...none, from: 'a', to: 'b' })).toEqual({ kind: 'replace_member', from: 'a', to: 'b' })
})
