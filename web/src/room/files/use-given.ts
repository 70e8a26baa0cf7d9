import { useEffect, useState, type RefObject } from 'react';

const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false;

/** Files that are dropped upon the room, or pasted into it; true while they are held over it. */
export const useGiven = (
  place: RefObject<HTMLElement | null>,
  took: (files: readonly File[]) => void,
): boolean => {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const room = place.current?.closest<HTMLElement>('.room-main');
    if (!room) return undefined;
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault(); // else the browser opens the file
      setIsOver(true);
    };
    const left = (event: DragEvent) => {
      const to = event.relatedTarget;
      if (!(to instanceof Node) || !room.contains(to)) setIsOver(false);
    };
    const dropped = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(false);
      took([...(event.dataTransfer?.files ?? [])]);
    };
    const pasted = (event: ClipboardEvent) => {
      const { clipboardData } = event;
      // Text from an office program brings a picture of itself along: the text is meant.
      if (!clipboardData || clipboardData.files.length === 0 || clipboardData.types.includes('text/plain'))
        return;
      event.preventDefault();
      took([...clipboardData.files]);
    };
    room.addEventListener('dragover', over);
    room.addEventListener('dragleave', left);
    room.addEventListener('drop', dropped);
    room.addEventListener('paste', pasted);
    return () => {
      room.removeEventListener('dragover', over);
      room.removeEventListener('dragleave', left);
      room.removeEventListener('drop', dropped);
      room.removeEventListener('paste', pasted);
    };
  }, [place, took]);
  return isOver;
};
