// A picture made small on the phone before it is kept: the longest side, JPEG, turned as it was seen. What the camera
// wrote beside it (where, when, which phone) is gone, because only the drawn points are kept.

/** The longest side of what is kept, in points. */
export const LONGEST = 2_048
/** What is taken as it came, when it cannot be drawn here: as much as the server takes. */
export const MOST_BYTES = 12 * 1024 * 1024
const QUALITY = 0.8
const TAKEN_AS_IT_IS = ['image/jpeg', 'image/png', 'image/webp']

export interface Drawable {
  width: number
  height: number
  /** Lets go of the memory. */
  close(): void
}

/** What a browser does for this; a test brings its own. */
export interface Darkroom {
  /** Reads a picture, turned the way that it is to be seen. Rejects when it is none, or of a kind unknown here. */
  read(file: Blob): Promise<Drawable>
  /** Draws it in this size and gives it back as a JPEG; undefined when this browser cannot. */
  draw(picture: Drawable, width: number, height: number, quality: number): Promise<Blob | undefined>
}

export type Shrunk = { bytes: ArrayBuffer; mime: string } | { fault: 'too_large' | 'not_picture' }

/** The size that keeps the shape and has no side longer than the longest allowed; nothing is made larger. */
export function fitted(width: number, height: number, longest = LONGEST): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** The picture to keep. Where it cannot be drawn, the original, if the server would take it. */
export async function shrink(file: Blob, darkroom: Darkroom = browserDarkroom): Promise<Shrunk> {
  const drawn = await drawSmall(file, darkroom).catch(() => undefined)
  if (drawn?.type === 'image/jpeg') return { bytes: await drawn.arrayBuffer(), mime: 'image/jpeg' }
  if (!TAKEN_AS_IT_IS.includes(file.type)) return { fault: 'not_picture' }
  if (file.size > MOST_BYTES) return { fault: 'too_large' }
  return { bytes: await file.arrayBuffer(), mime: file.type }
}

async function drawSmall(file: Blob, darkroom: Darkroom): Promise<Blob | undefined> {
  const picture = await darkroom.read(file)
  try {
    if (!picture.width || !picture.height) return undefined
    const { width, height } = fitted(picture.width, picture.height)
    return await darkroom.draw(picture, width, height, QUALITY)
  } finally {
    picture.close()
  }
}

interface Shown extends Drawable {
  element: HTMLImageElement
}

/** By an ordinary image: every browser of today turns it as the camera was held, in its size and when it is drawn. */
const browserDarkroom: Darkroom = {
  async read(file): Promise<Shown> {
    const element = new Image()
    const url = URL.createObjectURL(file)
    const close = () => {
      element.removeAttribute('src')
      URL.revokeObjectURL(url)
    }
    element.src = url
    try {
      await element.decode()
    } catch (error) {
      close()
      throw error
    }
    return { element, width: element.naturalWidth, height: element.naturalHeight, close }
  },
  async draw(picture, width, height, quality) {
    const canvas = document.createElement('canvas')
    canvas.width = width
    canvas.height = height
    const pen = canvas.getContext('2d')
    if (!pen) return undefined
    pen.fillStyle = '#fff' // what was see-through would become black
    pen.fillRect(0, 0, width, height)
    pen.imageSmoothingQuality = 'high'
    pen.drawImage((picture as Shown).element, 0, 0, width, height)
    const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
    canvas.width = 0 // some phones give the memory back only then
    return made ?? undefined
  },
}
