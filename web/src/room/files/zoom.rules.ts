/** How a picture stands in its window: how large, and how far from the middle, in pixels. */
export interface Zoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** The whole picture in the window. */
export const FITTED: Zoom = { scale: 1, x: 0, y: 0 };
/** A picture grows to at most so many times the window. */
export const LARGEST = 8;
/** One step of a key or button. */
export const STEP = 1.5;

const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

/** So many times larger, the point at (x, y) from the middle staying where it is. */
export function zoomed(zoom: Zoom, times: number, { x, y } = { x: 0, y: 0 }): Zoom {
  const scale = within(zoom.scale * times, 1, LARGEST);
  if (scale === 1) return FITTED;
  const real = scale / zoom.scale;
  return { scale, x: x - (x - zoom.x) * real, y: y - (y - zoom.y) * real };
}

/** Moved by so much; never out of a window of this size. */
export function moved(
  zoom: Zoom,
  by: { x: number; y: number },
  { width, height }: { width: number; height: number },
): Zoom {
  const farX = ((zoom.scale - 1) * width) / 2;
  const farY = ((zoom.scale - 1) * height) / 2;
  return { ...zoom, x: within(zoom.x + by.x, -farX, farX), y: within(zoom.y + by.y, -farY, farY) };
}
