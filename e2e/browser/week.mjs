// A week at the desk before the story begins, so that the pictures of its figures look like something.
import { until } from './stage.mjs'

const asks = ['请问洗牙多少钱？', '明天还能约号吗', '发票怎么开', '我的订单到哪了', '想给孩子约流感疫苗', '门店几点关门']
const ratings = ['5', '5', '4', '5', '3', '5', '4', '2']
const visits = [9, 12, 8, 11, 14, 6, 7]

/** Agents take turns; everything else follows from the number of the visit, so that each week is the same. */
export async function week(platform, agents, customers) {
  let n = 0
  for (const many of visits) {
    for (let i = 0; i < many; i++) {
      await visit(platform, agents[n % agents.length], customers[n % customers.length], n++)
      await platform.later(`${600 + ((n * 1777) % 1500)}s`)
    }
    const { now } = await platform.ask('GET', '/clock')
    const past = (now + 8 * 3600) % 86_400 // since midnight in Shanghai
    await platform.later(`${33 * 3600 - past}s`)
  }
}

async function visit(platform, agent, customer, n) {
  await platform.enter(customer, `from=detail&id=${n}`)
  await platform.write(customer, asks[n % asks.length])
  const row = await until('a customer waits', async () => (await agent.must('GET', '/conversations?list=waiting')).items[0])
  await platform.later(`${4 + ((n * 13) % 50)}s`)
  await agent.must('POST', `/conversations/${row.id}/accept`)
  await platform.later(`${6 + ((n * 7) % 40)}s`)
  await agent.must('POST', `/conversations/${row.id}/messages`, { client_key: `week-visit-${n}`, kind: 'text', text: '您好，马上帮您看' })
  await platform.later(`${90 + ((n * 131) % 700)}s`)
  await agent.must('POST', `/conversations/${row.id}/close`, {})
  const at = `/conversations/${row.id}`
  await until('a rating is asked for', async () => (await agent.must('GET', `${at}/messages`)).items.some((m) => m.text === '请打分' && m.state === 'sent'))
  if (n % 3 === 0) return
  await platform.write(customer, ratings[n % ratings.length])
  await until('the rating has come', async () => (await agent.must('GET', at)).rating > 0)
}
