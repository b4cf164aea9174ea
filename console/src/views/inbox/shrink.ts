/** A picture as JPEG of at most so many bytes, scaled down as little as needed. Null when it stays too large. */
export async function shrinkTo(file: Blob, limit: number): Promise<Blob | null> {
  const bitmap = await createImageBitmap(file)
  for (const longest of [2560, 1920, 1280, 960]) {
    const blob = await jpeg(bitmap, longest)
    if (blob.size <= limit) return blob
  }
  return null
}

function jpeg(bitmap: ImageBitmap, longest: number): Promise<Blob> {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height))
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale))
  const pen = canvas.getContext('2d')!
  // What was see-through would turn black.
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 })
}
