import type { Config } from '../../config.ts';
import type { Making } from '../ports.ts';
import { makeJudge } from './judge.ts';
import { makeMake } from './make.ts';
import { findPrograms } from './programs.ts';
import { makeScan } from './scan.ts';
import { makeTranscribe } from './transcribe.ts';

/** What looks at contents and makes something of them, with what this machine and its configuration have. */
export function makeMaking(config: Config): Making {
  const atOnce = config.HUYING_MAKERS_AT_ONCE;
  const bounds = { seconds: config.HUYING_MAKER_SECONDS, mib: config.HUYING_MAKER_MIB };
  const programs = findPrograms({
    ...{ ffmpeg: config.FFMPEG_PATH, ffprobe: config.FFPROBE_PATH, soffice: config.SOFFICE_PATH },
  });
  return {
    judge: makeJudge({ atOnce, bounds }),
    scan: makeScan({
      ...{ url: config.CLAMD_URL, seconds: config.HUYING_SCAN_SECONDS, mib: config.HUYING_SCAN_MIB },
    }),
    make: makeMake({
      ...{ programs, atOnce, bounds },
      longest: {
        voiceSeconds: config.HUYING_VOICE_SECONDS,
        videoSeconds: config.HUYING_VIDEO_NOTE_SECONDS,
      },
    }),
    transcribe: makeTranscribe({
      ...{ url: config.HUYING_SPEECH_URL, key: config.HUYING_SPEECH_KEY },
      ...{ model: config.HUYING_SPEECH_MODEL, seconds: config.HUYING_SPEECH_SECONDS },
    }),
  };
}
