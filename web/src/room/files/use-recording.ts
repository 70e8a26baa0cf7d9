import { useCallback, useEffect, useRef, useState } from 'react';
import { record, release, typeOf, type Recording } from './recording.ts';

/** Where a recording stands. denied: no device, or not allowed; unable: this browser records nothing. */
export type Take =
  | { is: 'idle' | 'asking' | 'denied' | 'unable' }
  | { is: 'running'; stream: MediaStream; ms: number; level: number }
  | { is: 'taken'; content: Blob; url: string; ms: number; full: boolean };

interface Wanted {
  types: readonly string[];
  constraints: MediaStreamConstraints;
  /** It stops by itself then, in milliseconds; may become known while it runs. */
  mostMs: number;
}

/** Time and loudness are shown so often, in milliseconds. */
const SHOWN_MS = 200;

/** Records from a camera or microphone: asks for it, runs, stops, and can be dropped at any time. */
export const useRecording = ({ types, constraints, mostMs }: Wanted) => {
  const [take, setTake] = useState<Take>({ is: 'idle' });
  const running = useRef<{ recording: Recording; timer: ReturnType<typeof setInterval> } | null>(null);
  /** Counts beginnings and ends, so that a device that comes late is given back. */
  const life = useRef(0);
  const most = useRef(mostMs);
  useEffect(() => {
    most.current = mostMs;
  }, [mostMs]);

  const drop = useCallback(() => {
    life.current += 1;
    if (running.current) clearInterval(running.current.timer);
    running.current?.recording.drop();
    running.current = null;
    setTake((now) => {
      if (now.is === 'taken') URL.revokeObjectURL(now.url);
      return { is: 'idle' };
    });
  }, []);

  const stop = useCallback(async (ms: number, full = false) => {
    const now = running.current;
    if (!now) return;
    running.current = null;
    clearInterval(now.timer);
    const mine = life.current;
    const content = await now.recording.stop();
    if (mine === life.current) setTake({ is: 'taken', content, url: URL.createObjectURL(content), ms, full });
  }, []);

  const begin = useCallback(async () => {
    drop();
    const mine = life.current;
    const type = typeOf(types);
    setTake({ is: type === null ? 'unable' : 'asking' });
    if (type === null) return;
    try {
      const stream = await navigator.mediaDevices.getUserMedia(constraints);
      if (mine !== life.current) {
        release(stream);
        return;
      }
      const recording = record(stream, type);
      const since = performance.now();
      const timer = setInterval(() => {
        const ms = performance.now() - since;
        if (ms >= most.current) void stop(most.current, true);
        else setTake({ is: 'running', stream, ms, level: recording.level() });
      }, SHOWN_MS);
      running.current = { recording, timer };
      setTake({ is: 'running', stream, ms: 0, level: 0 });
    } catch {
      if (mine === life.current) setTake({ is: 'denied' });
    }
  }, [drop, stop, types, constraints]);

  useEffect(() => drop, [drop]);
  return { take, begin, stop, drop };
};
