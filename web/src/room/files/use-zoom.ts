import { useRef, useState, type PointerEvent, type RefObject, type WheelEvent } from 'react';
import { FITTED, moved, zoomed, type Zoom } from './zoom.rules.ts';

interface Point {
  x: number;
  y: number;
}

const middleOf = ([a, b]: readonly Point[]): Point | null =>
  a && b ? { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } : null;
const distanceOf = ([a, b]: readonly Point[]): number => (a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0);

/** Two fingers, the wheel, or a drag upon a picture. */
export const useZoom = (place: RefObject<HTMLElement | null>) => {
  const [zoom, setZoom] = useState<Zoom>(FITTED);
  const fingers = useRef(new Map<number, Point>());

  const fromMiddle = ({ x, y }: Point): Point => {
    const box = place.current?.getBoundingClientRect();
    return box ? { x: x - box.left - box.width / 2, y: y - box.top - box.height / 2 } : { x: 0, y: 0 };
  };
  const window = () => ({
    width: place.current?.clientWidth ?? 0,
    height: place.current?.clientHeight ?? 0,
  });
  const lifted = (event: PointerEvent) => void fingers.current.delete(event.pointerId);

  return {
    zoom,
    larger: (times: number) => setZoom((now) => zoomed(now, times)),
    fit: () => setZoom(FITTED),
    move: (by: Point) => setZoom((now) => moved(now, by, window())),
    hands: {
      onWheel: (event: WheelEvent) => {
        const at = fromMiddle({ x: event.clientX, y: event.clientY });
        setZoom((now) => zoomed(now, event.deltaY < 0 ? 1.2 : 1 / 1.2, at));
      },
      onPointerDown: (event: PointerEvent) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      },
      onPointerMove: (event: PointerEvent) => {
        const before = fingers.current.get(event.pointerId);
        if (!before) return;
        const was = [...fingers.current.values()];
        const here = { x: event.clientX, y: event.clientY };
        fingers.current.set(event.pointerId, here);
        const is = [...fingers.current.values()];
        const middle = middleOf(is);
        if (middle && distanceOf(was) > 0) {
          const times = distanceOf(is) / distanceOf(was);
          setZoom((now) => zoomed(now, times, fromMiddle(middle)));
        } else {
          setZoom((now) => moved(now, { x: here.x - before.x, y: here.y - before.y }, window()));
        }
      },
      onPointerUp: lifted,
      onPointerCancel: lifted,
    },
  };
};
