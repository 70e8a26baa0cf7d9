import { useEffect, useState } from 'react';
import { useRoomFiles } from '../room-files.ts';

/** As the product comes; recording begins before the server has said otherwise, and without a line. In milliseconds. */
const USUAL_MS = { voice: 5 * 60_000, 'video-note': 60_000 };

/** How long such a recording may be, in milliseconds. */
export function useLongest(kind: keyof typeof USUAL_MS): number {
  const { huying } = useRoomFiles();
  const [longest, setLongest] = useState(USUAL_MS[kind]);
  useEffect(() => {
    huying.ask('file-types:show', {}).then(
      ({ seconds }) => setLongest(seconds[kind] * 1_000),
      () => undefined, // the server measures what it is sent
    );
  }, [huying, kind]);
  return longest;
}
