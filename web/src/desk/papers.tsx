import { Link } from 'wouter';
import type { Paper } from '../../../client-sdk/index.ts';
import { sizeOf } from '../../../client-sdk/wording/words.ts';
import type { RoomId } from '../../../shared/ids.ts';
import { Written } from '../kit/written.tsx';
import { civilDateOf, dayName } from '../wording/days.rules.ts';
import { useSpeech } from '../wording/speech.tsx';
import { useDeskWords } from './wording/use-words.ts';

type LetterOf = NonNullable<Paper['letter']>;

const Attachments = ({ letter, roomId }: { letter: LetterOf; roomId: RoomId | null }) => {
  const words = useDeskWords();
  if (letter.attachments.length === 0) return null;
  return (
    <>
      <h4>{words.page.attachments}</h4>
      <ul className="desk-points">
        {letter.attachments.map(({ fileId, file }) => (
          <li key={fileId}>{file ? `${file.name} ${sizeOf(file.bytes)}` : words.page.takenBack}</li>
        ))}
      </ul>
      {roomId !== null && <Link href={`/rooms/${roomId}`}>{words.page.inRoom}</Link>}
    </>
  );
};

const Letter = ({ letter, roomId }: { letter: LetterOf; roomId: RoomId | null }) => {
  const words = useDeskWords();
  return (
    <>
      <p className="desk-detail">
        {[
          letter.docNumber,
          ...(letter.replyClass === '' ? [] : [words.page.classed(letter.replyClass)]),
          words.page.publicity(words.publicities[letter.publicity]),
        ].join(' · ')}
      </p>
      <h4>{words.page.points}</h4>
      <ol className="desk-points">
        {letter.points.map((point, at) => (
          <li key={at}>{point}</li>
        ))}
      </ol>
      {letter.commitments.length > 0 && (
        <ul className="desk-points">
          {letter.commitments.map(({ commitmentId, text, due }) => (
            <li key={commitmentId}>{words.promised(text, due)}</li>
          ))}
        </ul>
      )}
      <Attachments letter={letter} roomId={roomId} />
      <p className="desk-detail">
        {words.page.signed} {letter.signedBy}
        {letter.copies.length > 0 && ` · ${words.page.copies} ${letter.copies.join('、')}`}
      </p>
    </>
  );
};

const Sheet = ({ paper, roomId }: { paper: Paper; roomId: RoomId | null }) => {
  const { today, language } = useSpeech();
  const words = useDeskWords();
  const { ratings } = paper;
  return (
    <li>
      <details className="desk-paper" data-paper={paper.kind} open={paper.kind === 'replied'}>
        <summary>
          {words.papers[paper.kind]}
          <small>
            {' '}
            {[paper.unitName ?? paper.by?.name ?? '', dayName(civilDateOf(paper.at), today, language)].join(
              ' · ',
            )}
          </small>
        </summary>
        {ratings && (
          <p>
            {words.page.rated(
              ratings.attitude && words.ratings[ratings.attitude],
              words.ratings[ratings.result],
            )}
          </p>
        )}
        <p className="case-text">
          <Written text={paper.text} block />
        </p>
        {paper.letter && <Letter letter={paper.letter} roomId={roomId} />}
      </details>
    </li>
  );
};

/** Replies, opinions and whatever else was written, newest first. */
export const Papers = ({ papers, roomId }: { papers: readonly Paper[]; roomId: RoomId | null }) => {
  const words = useDeskWords();
  return (
    <section aria-label={words.page.papers}>
      <h2>{words.page.papers}</h2>
      {papers.length === 0 && <p>{words.page.noPapers}</p>}
      <ol className="desk-papers">
        {papers.map((paper, at) => (
          <Sheet key={`${paper.n}/${at}`} paper={paper} roomId={roomId} />
        ))}
      </ol>
    </section>
  );
};
