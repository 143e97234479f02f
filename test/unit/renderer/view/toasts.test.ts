import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { actionMs, toastMs, ToastTimers, type Toast } from '../../../../renderer/view/toasts.ts'

describe('messages at the corner', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const ok: Toast = { id: 1, text: 'Done.', tone: 'ok' }
  const bad: Toast = { id: 2, text: 'Not done.', tone: 'bad' }

  it('go after a while, but errors stay', () => {
    const gone: number[] = []
    const timers = new ToastTimers((id) => gone.push(id))
    timers.follow([ok, bad])
    vi.advanceTimersByTime(toastMs)
    expect(gone).toEqual([1])
    vi.advanceTimersByTime(100 * toastMs)
    expect(gone).toEqual([1])
  })

  it('stay longer where something can be done about them', () => {
    const gone: number[] = []
    const timers = new ToastTimers((id) => gone.push(id))
    timers.follow([{ ...ok, action: { label: 'Undo', run: () => {} } }])
    vi.advanceTimersByTime(actionMs - 1)
    expect(gone).toEqual([])
    vi.advanceTimersByTime(1)
    expect(gone).toEqual([1])
  })

  it('stay while somebody reads them, and then have their whole time again', () => {
    const gone: number[] = []
    const timers = new ToastTimers((id) => gone.push(id))
    timers.follow([ok])
    vi.advanceTimersByTime(toastMs - 1)
    timers.hold(true)
    vi.advanceTimersByTime(10 * toastMs)
    expect(gone).toEqual([])
    timers.hold(false)
    vi.advanceTimersByTime(toastMs - 1)
    expect(gone).toEqual([])
    vi.advanceTimersByTime(1)
    expect(gone).toEqual([1])
  })

  it('are not sent away twice when they were dismissed by hand', () => {
    const gone: number[] = []
    const timers = new ToastTimers((id) => gone.push(id))
    timers.follow([ok])
    timers.follow([])
    vi.advanceTimersByTime(toastMs)
    expect(gone).toEqual([])
  })

  it('keep their own time when another one comes', () => {
    const gone: number[] = []
    const timers = new ToastTimers((id) => gone.push(id))
    timers.follow([ok])
    vi.advanceTimersByTime(toastMs / 2)
    timers.follow([ok, { ...ok, id: 3 }])
    vi.advanceTimersByTime(toastMs / 2)
    expect(gone).toEqual([1])
  })
})
