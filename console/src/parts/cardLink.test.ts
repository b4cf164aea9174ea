import { describe, expect, it } from 'vitest'
import { cardAddress } from './cardLink'

const links = [{ page: 'pages/goods/detail', url: 'https://shop.example/admin/goods/{id}?size={size}' }, { page: '/pages/about.html', url: 'https://shop.example/about' }]

describe('where a card opens', () => {
  it('puts the parameters of its path into the address', () => {
    expect(cardAddress(links, 'pages/goods/detail?id=7&size=L')).toBe('https://shop.example/admin/goods/7?size=L')
    expect(cardAddress(links, '/pages/goods/detail.html?size=L&id=7')).toBe('https://shop.example/admin/goods/7?size=L')
    expect(cardAddress(links, 'pages/about')).toBe('https://shop.example/about')
  })
  it('lets no parameter leave its place', () => {
    expect(cardAddress(links, 'pages/goods/detail?id=../../users%2F3%3Fx&size=L%26role%3Dadmin')).toBe('https://shop.example/admin/goods/..%2F..%2Fusers%2F3%3Fx?size=L%26role%3Dadmin')
  })
  it('opens nothing where a parameter lacks, no link fits, or the address is none of the web', () => {
    expect(cardAddress(links, 'pages/goods/detail?id=7')).toBe('')
    expect(cardAddress(links, 'pages/cart')).toBe('')
    expect(cardAddress([{ page: 'pages/cart', url: 'javascript:alert(1)' }], 'pages/cart')).toBe('')
  })
})
