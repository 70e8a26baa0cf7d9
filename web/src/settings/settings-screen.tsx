import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { Huying, Readable } from '../../../client-sdk/index.ts';
import type { Me } from '../../../shared/people.ts';
import type { Preferences } from '../../../shared/preferences.ts';
import { LANGUAGES, SHADES } from '../../../shared/values/preferences.ts';
import { Button } from '../kit/button.tsx';
import { Choices, Refusal } from '../kit/field.tsx';
import { Switch } from '../kit/switch.tsx';
import { useReadable } from '../kit/use-readable.ts';
import { useSpeech } from '../wording/speech.tsx';
import { PushSwitch } from './push-switch.tsx';
import { Quiet } from './quiet.tsx';
import { TextSize } from './text-size.tsx';
import { useSettingsWords } from './wording/use-words.ts';
import './settings.css';

/** What somebody prefers, and the way to change it; a change is shown at once. */
export interface Preferring extends Readable<Preferences> {
  set(chosen: Partial<Preferences>): Promise<void>;
}

interface SettingsScreenProps {
  huying: Huying;
  me: Me;
  preferences: Preferring;
  signOut: (everywhere: boolean) => Promise<void>;
  /** Pages that have no place in the bar of small screens. */
  ways: readonly { href: string; words: string }[];
  /** Where the person is signed in; null: nothing to show. */
  devices: ReactNode;
  /** The second factor of the account; null: nothing to show. */
  secondFactor: ReactNode;
}

const Person = ({ me }: { me: Me }) => {
  const words = useSettingsWords();
  return (
    <dl className="settings-sheet settings-person">
      <dt>{words.place}</dt>
      <dd>
        {me.label} {me.name}
      </dd>
      <dt>{words.congress}</dt>
      <dd>{me.congressName}</dd>
    </dl>
  );
};

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="settings-part">
    <h2>{title}</h2>
    <div className="settings-sheet">{children}</div>
  </section>
);

const Chosen = ({ huying, preferences }: Pick<SettingsScreenProps, 'huying' | 'preferences'>) => {
  const { fault } = useSpeech();
  const words = useSettingsWords();
  const chosen = useReadable(preferences);
  const [refusal, setRefusal] = useState('');
  const set = (more: Partial<Preferences>) => {
    preferences.set(more).then(
      () => setRefusal(''),
      (error: unknown) => setRefusal(fault(error)),
    );
  };
  return (
    <>
      <Refusal>{refusal}</Refusal>
      <Part title={words.look}>
        <TextSize
          size={chosen.textSize}
          elder={chosen.look === 'elder'}
          set={(textSize) => set({ textSize })}
        />
        <Switch
          label={words.elder}
          hint={words.elderHint}
          on={chosen.look === 'elder'}
          turn={(on) => set({ look: on ? 'elder' : 'normal' })}
        />
        <Choices
          label={words.shade}
          name="shade"
          options={SHADES.map((value) => ({ value, label: words.shades[value] }))}
          value={chosen.shade}
          choose={(shade) => set({ shade })}
        />
        <Choices
          label={words.language}
          name="language"
          options={LANGUAGES.map((value) => ({ value, label: words.languages[value] }))}
          value={chosen.language}
          choose={(language) => set({ language })}
        />
      </Part>
      <Part title={words.line}>
        <Switch
          label={words.saving}
          hint={words.savingHint}
          on={chosen.saving}
          turn={(saving) => set({ saving })}
        />
        <PushSwitch huying={huying} />
        <Quiet quiet={chosen.quiet} set={(quiet) => set({ quiet })} />
      </Part>
      <Part title={words.keys}>
        <Switch
          label={words.letterKeys}
          hint={words.letterKeysHint}
          on={chosen.letterKeys}
          turn={(letterKeys) => set({ letterKeys })}
        />
      </Part>
    </>
  );
};

const Leave = ({ signOut }: Pick<SettingsScreenProps, 'signOut'>) => {
  const { fault } = useSpeech();
  const words = useSettingsWords();
  const [refusal, setRefusal] = useState('');
  const leave = (everywhere: boolean) => {
    signOut(everywhere).catch((error: unknown) => setRefusal(fault(error)));
  };
  return (
    <>
      <Refusal>{refusal}</Refusal>
      <div className="settings-acts">
        <Button onClick={() => leave(false)}>{words.signOut}</Button>
        <Button onClick={() => leave(true)}>{words.signOutEverywhere}</Button>
      </div>
    </>
  );
};

/** Who is signed in, how they want the product to be, and the way out. */
export const SettingsScreen = (props: SettingsScreenProps) => {
  const { huying, me, preferences, signOut, ways, devices, secondFactor } = props;
  const words = useSettingsWords();
  return (
    <div className="settings">
      <h1>{words.title}</h1>
      <Person me={me} />
      {ways.length > 0 && (
        <nav className="settings-ways" aria-label={words.more}>
          {ways.map(({ href, words: name }) => (
            <Link key={href} className="button" href={href}>
              {name}
            </Link>
          ))}
        </nav>
      )}
      <Chosen huying={huying} preferences={preferences} />
      {devices}
      {secondFactor}
      <Part title={words.account}>
        <Leave signOut={signOut} />
      </Part>
    </div>
  );
};
