import { useState } from 'react';
import type { Rendition } from '../../../../client-sdk/index.ts';
import { sizeOf } from '../../../../client-sdk/wording/words.ts';
import { Button } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { useSaving } from '../../kit/saving.ts';
import { useRoomFiles } from '../room-files.ts';
import { Blurred } from './blurred.tsx';
import type { ShownFile } from './file-view.tsx';
import { endingOf, firstOf, readableOf } from './kinds.rules.ts';
import { Unscanned } from './unscanned.tsx';
import { follow } from './use-address.ts';
import { useFileWords } from './wording/use-words.ts';

/** A document: what it is, with its first page where there is one; to be read here or taken along. */
export const DocumentView = ({ file }: Pick<ShownFile, 'file'>) => {
  const words = useFileWords();
  const { huying } = useRoomFiles();
  const [missing, setMissing] = useState(false);
  const saving = useSaving();
  const page = saving ? null : firstOf(file, 'thumb', 'preview');
  const readable = readableOf(file);
  const fetch = async (rendition: Rendition, how: { saveAs?: string } = {}) => {
    setMissing(!(await follow(huying.addressOf(file.fileId, rendition), how)));
  };
  return (
    <div className="file-document">
      {page !== null && (
        <span className="file-page">
          <Blurred file={file} rendition={page} alt="" />
        </span>
      )}
      <p className="file-name">
        <Icon name="file" />
        <span>{file.name}</span>
        <small>
          {[endingOf(file.name), sizeOf(file.bytes), file.pages === undefined ? '' : words.pages(file.pages)]
            .filter(Boolean)
            .join(' · ')}
        </small>
        <Unscanned file={file} />
      </p>
      <p className="file-under">
        {readable !== null && <Button onClick={() => void fetch(readable)}>{words.open}</Button>}
        <Button onClick={() => void fetch('original', { saveAs: file.name })}>{words.download}</Button>
      </p>
      {missing && <p role="alert">{words.notToBeHad}</p>}
    </div>
  );
};
