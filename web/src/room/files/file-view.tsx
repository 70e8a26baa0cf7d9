import type { SharedFile } from '../../../../client-sdk/index.ts';
import { DocumentView } from './document.tsx';
import { FilmView } from './film.tsx';
import { PictureView } from './picture.tsx';
import { StateLine } from './state-line.tsx';
import { VoiceView } from './voice.tsx';
import './files.css';

/** What a view of one kind of file needs. */
export interface ShownFile {
  /** Number of its message. */
  seq: number;
  file: SharedFile;
  mine: boolean;
}

const Ready = (shown: ShownFile) => {
  switch (shown.file.kind) {
    case 'picture':
      return <PictureView {...shown} />;
    case 'voice':
      return <VoiceView {...shown} />;
    case 'video-note':
      return <FilmView {...shown} />;
    case 'document':
      return <DocumentView {...shown} />;
  }
};

/** A file in the log: what it is once it can be had, before that how far it is. */
export const FileView = (shown: ShownFile) => (
  <div className="file" data-file={shown.file.kind} data-state={shown.file.state}>
    {shown.file.state === 'ready' ? <Ready {...shown} /> : <StateLine {...shown} />}
  </div>
);
