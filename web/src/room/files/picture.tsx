import { useState } from 'react';
import { Icon } from '../../kit/icon.tsx';
import { useReadable } from '../../kit/use-readable.ts';
import { useSaving } from '../../kit/saving.ts';
import { useRoomFiles } from '../room-files.ts';
import { Blurred } from './blurred.tsx';
import type { ShownFile } from './file-view.tsx';
import { boxOf, firstOf } from './kinds.rules.ts';
import { Unscanned } from './unscanned.tsx';
import { Viewer } from './viewer.tsx';
import { useFileWords } from './wording/use-words.ts';

/** As large as a picture stands in the log, in CSS pixels. */
const MOST = { width: 280, height: 320 };

const Pictures = ({ seq, close }: { seq: number; close: () => void }) => {
  const { room } = useRoomFiles();
  const { messages } = useReadable(room);
  const pictures = messages.flatMap(({ seq: number, body }) =>
    body.kind === 'file' && body.file.kind === 'picture' && body.file.state === 'ready'
      ? [{ seq: number, file: body.file }]
      : [],
  );
  return <Viewer pictures={pictures} first={seq} close={close} />;
};

/** A picture in the log; it opens among the others of the room. Where the line is spared, it comes only then. */
export const PictureView = ({ seq, file }: ShownFile) => {
  const words = useFileWords();
  const saving = useSaving();
  const [open, setOpen] = useState(false);
  const box = boxOf(file.size, MOST);
  return (
    <>
      <button
        type="button"
        className="file-picture"
        style={{ width: box.width, aspectRatio: `${box.width} / ${box.height}` }}
        onClick={() => setOpen(true)}
        aria-label={words.viewer.open(file.name)}
      >
        <Blurred
          file={file}
          rendition={saving ? null : firstOf(file, 'thumb', 'preview', 'original')}
          alt=""
        />
        {saving && (
          <span className="file-play">
            <Icon name="picture" />
            {words.viewer.ask}
          </span>
        )}
      </button>
      <Unscanned file={file} />
      {open && <Pictures seq={seq} close={() => setOpen(false)} />}
    </>
  );
};
