import { createRoot } from 'react-dom/client';
import { indexedDbStorage } from '../../client-sdk/browser.ts';
import { connectLean } from '../../client-sdk/lean.ts';
import { makeNewKey, realParts } from '../../client-sdk/parts.ts';
import { Root } from './app/root.tsx';
import { SessionEnd } from './app/session-end.tsx';
import { toDoor } from './app/to-door.tsx';
import { House } from './house.tsx';
import { makeNotices } from './notices/notice-store.ts';
import { SpeechProvider } from './wording/speech.tsx';
import './kit/theme.css';
import './kit/base.css';

const huying = connectLean({
  url: location.origin,
  keepSession: 'cookie',
  storage: indexedDbStorage('huying'),
});
const notices = makeNotices(huying);
const newKey = makeNewKey(realParts.clock);

const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no #root');
createRoot(place).render(
  <SpeechProvider clock={realParts.clock}>
    <Root
      huying={huying}
      house={(me, session) => (
        <>
          <House key={me.personId} me={me} parts={{ huying, notices, newKey }} signOut={session.signOut} />
          <SessionEnd
            huying={huying}
            clock={realParts.clock}
            leave={session.leaveIdle}
            again={() => toDoor('stranger')}
          />
        </>
      )}
    />
  </SpeechProvider>,
);
