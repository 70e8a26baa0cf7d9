import { lazy, Suspense } from 'react';
import { useSpeech } from '../../wording/speech.tsx';
import { Bubble } from './bubble.tsx';
import type { Shown } from './message-view.tsx';

const FileView = lazy(() =>
  import('../files/file-view.tsx').then((feature) => ({ default: feature.FileView })),
);

/** A picture, document, voice or video note; how it is shown comes with the first one. */
export const FileMessage = (shown: Shown<'file'>) => {
  const { wire } = useSpeech();
  const { message, mine } = shown;
  const { file } = message.body;
  return (
    <Bubble {...shown}>
      <Suspense fallback={`${wire.words.fileKinds[file.kind]} ${file.name}`}>
        <FileView seq={message.seq} file={file} mine={mine} />
      </Suspense>
    </Bubble>
  );
};
