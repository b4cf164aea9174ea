/// <reference lib="webworker" />
import { shrinkTo } from './shrink'

/** Scales pictures away from the thread that draws the page. */
self.onmessage = async ({ data }: MessageEvent<{ file: Blob; limit: number }>) => {
  const blob = await shrinkTo(data.file, data.limit).catch(() => null)
  self.postMessage(blob)
}
