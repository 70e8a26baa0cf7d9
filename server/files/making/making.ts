import type { Config } from '../../config.ts';
import type { Making } from '../ports.ts';
import { makeJudge } from './judge.ts';
import { makeMake } from './make.ts';
import { findPrograms } from './programs.ts';
import { makeScan } from './scan.ts';
import { makeTranscribe } from './transcribe.ts';

/** All that looks at files and makes something of them, as configured. Throws when a configured program cannot be run. */
export function makeMaking(settings: Config): Making {
  const atOnce = settings.HUYING_MAKERS_AT_ONCE;
  const bounds = { seconds: settings.HUYING_MAKER_SECONDS, mib: settings.HUYING_MAKER_MIB };
  return {
    judge: makeJudge({ atOnce, bounds }),
    scan: makeScan({
      url: settings.CLAMD_URL,
      seconds: settings.HUYING_SCAN_SECONDS,
      mib: settings.HUYING_SCAN_MIB,
    }),
    make: makeMake({
      programs: findPrograms({
        ffmpeg: settings.FFMPEG_PATH,
        ffprobe: settings.FFPROBE_PATH,
        soffice: settings.SOFFICE_PATH,
        heif: settings.HEIF_CONVERT_PATH,
      }),
      atOnce,
      bounds,
      longest: {
        voiceSeconds: settings.HUYING_VOICE_SECONDS,
        videoSeconds: settings.HUYING_VIDEO_NOTE_SECONDS,
      },
    }),
    transcribe: makeTranscribe({
      url: settings.HUYING_SPEECH_URL,
      key: settings.HUYING_SPEECH_KEY,
      model: settings.HUYING_SPEECH_MODEL,
      seconds: settings.HUYING_SPEECH_SECONDS,
    }),
  };
}
