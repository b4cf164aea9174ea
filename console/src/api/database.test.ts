import { expect, test } from 'vitest'
import { answer } from './client'
import { databaseAway } from './database'

const answered = (status: number, error?: unknown) => Promise.resolve({ data: {}, error, response: new Response(null, { status }) })

test('a request learns that the database is away, and that it is back', async () => {
  await expect(answer(answered(503, { code: 'database_away', zh: '暂时没有响应', en: 'it does not answer' }))).rejects.toMatchObject({ unreachable: true })
  expect(databaseAway.value).toBe(true)
  await expect(answer(answered(503, { code: 'busy' }))).rejects.toThrow()
  expect(databaseAway.value).toBe(true)
  await answer(answered(200))
  expect(databaseAway.value).toBe(false)
})
