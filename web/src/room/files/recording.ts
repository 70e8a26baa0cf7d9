/** A recording under way. */
export interface Recording {
  /** Loudness of this moment, 0 … 1. */
  level(): number;
  /** Ends it and gives what was recorded. */
  stop(): Promise<Blob>;
  /** Ends it; nothing of it stays. */
  drop(): void;
}

/** In this order: what plays everywhere first. */
export const VOICE_TYPES = [
  'audio/mp4;codecs=mp4a.40.2',
  'audio/webm;codecs=opus',
  'audio/mp4;codecs=opus',
] as const;
export const FILM_TYPES = [
  'video/mp4;codecs=avc1.42E01E,mp4a.40.2',
  'video/webm;codecs=vp9,opus',
  'video/webm;codecs=vp8,opus',
] as const;

/** Speech needs no more, in bits per second; a film of a minute stays within some megabytes. */
const VOICE_RATE = 24_000;
const FILM_RATE = 1_500_000;
/** What was recorded is handed over so often, in milliseconds: not all of it is lost with a page that stumbles. */
const PIECE_MS = 1_000;
/** So long it may take a recorder to stop, in milliseconds. */
const SILENT_MS = 3_000;

/** The first type that this browser records; null: it records none of them. */
export const typeOf = (types: readonly string[]): string | null =>
  typeof MediaRecorder === 'undefined'
    ? null
    : (types.find((type) => MediaRecorder.isTypeSupported(type)) ?? null);

/** Ends what a camera or microphone gives. */
export const release = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

function listenTo(stream: MediaStream) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      return Math.min(1, 3 * Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length));
    },
    end: () => void context.close(),
  };
}

/** Begins to record; the stream is released with its end. */
export function record(stream: MediaStream, type: string): Recording {
  const isFilm = type.startsWith('video/');
  const rates = { audioBitsPerSecond: VOICE_RATE, ...(isFilm && { videoBitsPerSecond: FILM_RATE }) };
  const recorder = new MediaRecorder(stream, { mimeType: type, ...rates });
  const pieces: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data));
  const ear = stream.getAudioTracks().length > 0 ? listenTo(stream) : null;
  const whole = new Promise<Blob>((resolve) => {
    recorder.addEventListener('stop', () => {
      ear?.end();
      release(stream);
      resolve(blobOf(pieces, type));
    });
  });
  const end = () => {
    if (recorder.state !== 'inactive') recorder.stop();
  };
  recorder.start(PIECE_MS);
  return {
    level: () => ear?.level() ?? 0,
    stop: () => {
      end();
      return Promise.race([whole, silence().then(() => blobOf(pieces, type))]);
    },
    drop: end,
  };
}

const blobOf = (pieces: Blob[], type: string) => new Blob(pieces, { type: type.split(';')[0] ?? type });

/** A recorder that does not say that it has stopped keeps nobody from what it gave. */
const silence = () => new Promise((resolve) => setTimeout(resolve, SILENT_MS));

const ENDINGS: Record<string, string> = {
  'audio/mp4': 'm4a',
  'audio/webm': 'webm',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'image/jpeg': 'jpg',
};

/** A content under a name with the ending that fits. */
export const named = (content: Blob, name: string): File =>
  new File([content], `${name}.${ENDINGS[content.type] ?? 'bin'}`, { type: content.type });
