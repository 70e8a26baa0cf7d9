import { Link } from 'wouter';
import { useSpeech } from '../wording/speech.tsx';

/** Instead of a room that the person is not, or no longer, a member of. */
export const Revoked = () => {
  const { say } = useSpeech();
  return (
    <section className="room-note" role="alert">
      <h1>{say.revoked.title}</h1>
      <p>{say.revoked.text}</p>
      <Link href="/rooms" className="button">
        {say.revoked.back}
      </Link>
    </section>
  );
};
