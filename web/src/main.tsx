import { createRoot } from 'react-dom/client';
import { indexedDbStorage } from '../../client-sdk/browser.ts';
import { connect } from '../../client-sdk/index.ts';
import { makeNewKey, realParts } from '../../client-sdk/parts.ts';
import { Root } from './app/root.tsx';
import { House } from './house.tsx';
import { makeNotices } from './notices/notice-store.ts';
import { SignInScreen } from './sign-in/sign-in-screen.tsx';
import { SpeechProvider } from './wording/speech.tsx';
import './kit/theme.css';
import './kit/base.css';

const storage = indexedDbStorage('huying');
const huying = connect({
  url: location.origin,
  keepSession: 'cookie',
  storage,
  device: navigator.userAgent.slice(0, 100),
});
const notices = makeNotices(huying);
const newKey = makeNewKey(realParts.clock);

const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no #root');
createRoot(place).render(
  <SpeechProvider clock={realParts.clock}>
    <Root
      huying={huying}
      door={(session) => (
        <SignInScreen
          signIn={session.signIn}
          activate={(login, code, password) => huying.activate(login, code, password)}
        />
      )}
      house={(me, session) => (
        <House
          key={me.personId}
          me={me}
          parts={{ huying, notices, storage, newKey }}
          signOut={session.signOut}
        />
      )}
    />
  </SpeechProvider>,
);
