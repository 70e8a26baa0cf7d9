import { useRef, useState } from 'react';
import { Icon } from '../../kit/icon.tsx';
import { useSaving } from '../../kit/saving.ts';
import { Blurred } from './blurred.tsx';
import type { ShownFile } from './file-view.tsx';
import { boxOf, clockOf, firstOf, playableOf } from './kinds.rules.ts';
import { Unscanned } from './unscanned.tsx';
import { useAddress } from './use-address.ts';
import { useFileWords } from './wording/use-words.ts';

/** As large as a video note stands in the log, in CSS pixels. */
const MOST = { width: 320, height: 360 };

const Playing = ({ file }: Pick<ShownFile, 'file'>) => {
  const { url, refused } = useAddress(file, playableOf(file));
  const video = useRef<HTMLVideoElement>(null);
  if (url === null) return null;
  return (
    <video
      ref={video}
      src={url}
      aria-label={file.name}
      controls
      autoPlay
      playsInline
      onError={refused}
      onLoadedMetadata={() => video.current?.focus()}
    />
  );
};

/** A video note: its poster, and itself once it is asked for. */
export const FilmView = ({ file }: Pick<ShownFile, 'file'>) => {
  const words = useFileWords();
  const saving = useSaving();
  const [playing, setPlaying] = useState(false);
  const box = boxOf(file.size, MOST);
  return (
    <>
      <div className="file-film" style={{ width: box.width, aspectRatio: `${box.width} / ${box.height}` }}>
        {playing ? (
          <Playing file={file} />
        ) : (
          <button
            type="button"
            className="file-picture"
            onClick={() => setPlaying(true)}
            aria-label={words.film.play(file.name)}
          >
            <Blurred file={file} rendition={saving ? null : firstOf(file, 'preview', 'thumb')} alt="" />
            <span className="file-play">
              <Icon name="play" />
              {file.durationMs !== undefined && clockOf(file.durationMs)}
            </span>
          </button>
        )}
      </div>
      <Unscanned file={file} />
    </>
  );
};
