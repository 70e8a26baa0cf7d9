import { useEffect, useMemo, useRef, useState } from 'react';
import type { FileKind, Pack, SharedFile, SharedItem } from '../../../../client-sdk/index.ts';
import { sizeOf } from '../../../../client-sdk/wording/words.ts';
import { FILE_KINDS } from '../../../../shared/values/files.ts';
import { Button } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { useSaving } from '../../kit/saving.ts';
import { useReadable } from '../../kit/use-readable.ts';
import { civilDateOf, recentDayName } from '../../wording/days.rules.ts';
import { useSpeech } from '../../wording/speech.tsx';
import { useRoomFiles } from '../room-files.ts';
import { Blurred } from './blurred.tsx';
import { DocumentView } from './document.tsx';
import { FilmView } from './film.tsx';
import { firstOf } from './kinds.rules.ts';
import { VoiceView } from './voice.tsx';
import { Viewer } from './viewer.tsx';
import { useFileWords } from './wording/use-words.ts';
import './files.css';

/** A small picture that opens; where the line is spared, it comes only then. */
const ItemPicture = ({ file, view }: { file: SharedFile; view: () => void }) => {
  const words = useFileWords();
  const saving = useSaving();
  const rendition = saving ? null : firstOf(file, 'thumb', 'preview', 'original');
  return (
    <button type="button" className="item-picture" onClick={view} aria-label={words.viewer.open(file.name)}>
      <Blurred file={file} rendition={rendition} alt="" />
      {saving && (
        <span className="file-play">
          <Icon name="picture" />
          {words.viewer.ask}
        </span>
      )}
    </button>
  );
};

const Item = ({ item, view }: { item: SharedItem; view: () => void }) => {
  const words = useFileWords();
  const { today, language } = useSpeech();
  const { seq, file, author, at } = item;
  return (
    <li className="item" data-item={file.kind}>
      {file.kind === 'picture' && <ItemPicture file={file} view={view} />}
      {file.kind === 'document' && <DocumentView file={file} />}
      {file.kind === 'video-note' && <FilmView file={file} />}
      {file.kind === 'voice' && <VoiceView seq={seq} file={file} mine={false} />}
      <small>{words.items.from(author.name, recentDayName(civilDateOf(at), today, language))}</small>
    </li>
  );
};

/** Stands where the button was that asked for it, and is reached by the next key as that was. */
const Packed = ({ pack }: { pack: Pack }) => {
  const words = useFileWords();
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => link.current?.focus(), []);
  return (
    <a ref={link} className="button button-primary" href={pack.url} download>
      {words.items.packed(pack.files, sizeOf(pack.bytes))}
    </a>
  );
};

const Packing = ({ kind }: { kind: FileKind | null }) => {
  const words = useFileWords();
  const { fault } = useSpeech();
  const { room } = useRoomFiles();
  const [pack, setPack] = useState<Pack | null>(null);
  const [refusal, setRefusal] = useState<unknown>(null);
  if (pack) return <Packed pack={pack} />;
  return (
    <>
      <Button onClick={() => void room.pack(kind).then(setPack, setRefusal)}>{words.items.pack}</Button>
      {refusal !== null && <p role="alert">{fault(refusal)}</p>}
    </>
  );
};

const List = ({ kind }: { kind: FileKind | null }) => {
  const words = useFileWords();
  const { say, fault } = useSpeech();
  const { room } = useRoomFiles();
  const list = useMemo(() => room.files(kind), [room, kind]);
  const { items, complete, loaded } = useReadable(list);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [viewed, setViewed] = useState<number | null>(null);
  const newest = useReadable(room).messages.findLast(
    ({ body }) => body.kind === 'file' && body.file.state === 'ready',
  )?.seq;
  useEffect(() => {
    list.refresh().then(() => setRefusal(null), setRefusal);
  }, [list, newest]);

  if (refusal !== null) return <p role="alert">{fault(refusal)}</p>;
  if (!loaded) return <p>{say.loading}</p>;
  if (items.length === 0) return <p>{words.items.empty}</p>;
  const pictures = items.filter(({ file }) => file.kind === 'picture');
  return (
    <>
      <ul className="items">
        {items.map((item) => (
          <Item key={item.file.fileId} item={item} view={() => setViewed(item.seq)} />
        ))}
      </ul>
      {!complete && <Button onClick={() => void list.more().catch(setRefusal)}>{words.items.more}</Button>}
      <Packing kind={kind} />
      {viewed !== null && <Viewer pictures={pictures} first={viewed} close={() => setViewed(null)} />}
    </>
  );
};

/** What was sent in the room, newest first, by kind. */
export const SharedItems = () => {
  const words = useFileWords();
  const { wire } = useSpeech();
  const [kind, setKind] = useState<FileKind | null>(null);
  return (
    <div className="items-pane">
      <div className="items-kinds" role="group" aria-label={words.items.kinds}>
        {([null, ...FILE_KINDS] as const).map((one) => (
          <Button key={one ?? 'all'} look="quiet" aria-pressed={kind === one} onClick={() => setKind(one)}>
            {one === null ? words.items.all : wire.words.fileKinds[one]}
          </Button>
        ))}
      </div>
      <List key={kind ?? 'all'} kind={kind} />
    </div>
  );
};
