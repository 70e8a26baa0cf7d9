import { createContext, useContext, useState } from 'react';

/** A form that is being filled in: which it is, and what was written into it. */
export interface KeptForm {
  readonly form: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** It was put aside: it comes back when it is asked for, not by itself. */
  readonly aside?: true;
}

/** What is being filled in outlives this page, not this tab: a newer version of the application begins with it. */
export interface KeptForms {
  read(name: string): KeptForm | null;
  keep(name: string, form: KeptForm): void;
  drop(name: string): void;
}

const nothing: KeptForms = { read: () => null, keep: () => undefined, drop: () => undefined };

/** Set around all screens. */
export const KeptFormsContext = createContext<KeptForms>(nothing);

const PREFIX = 'huying-form/';

/** A browser may refuse its storage, or it may be full: then forms live as long as their page. */
const perhaps = <T>(read: () => T): T | null => {
  try {
    return read();
  } catch {
    return null;
  }
};

const keysIn = (storage: Storage): string[] =>
  Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '').filter((key) =>
    key.startsWith(PREFIX),
  );

/** Forgets all of them; with `but`, those of everybody else. */
export const dropForms = (but?: string): void =>
  void perhaps(() => {
    for (const key of keysIn(sessionStorage))
      if (but === undefined || !key.startsWith(`${PREFIX}${but}/`)) sessionStorage.removeItem(key);
  });

const isKept = (found: unknown): found is KeptForm =>
  typeof found === 'object' &&
  found !== null &&
  'form' in found &&
  typeof found.form === 'string' &&
  'values' in found &&
  typeof found.values === 'object' &&
  found.values !== null;

/** Forms of one person in this tab, and nobody else’s; `may`: whether this computer is theirs alone. */
export function keptFormsOf(person: string, may: () => boolean): KeptForms {
  dropForms(person);
  const keyOf = (name: string) => `${PREFIX}${person}/${name}`;
  return {
    read: (name) =>
      perhaps(() => {
        const found: unknown = JSON.parse(sessionStorage.getItem(keyOf(name)) ?? 'null');
        return isKept(found) ? found : null;
      }),
    keep: (name, form) =>
      void perhaps(() => {
        if (may()) sessionStorage.setItem(keyOf(name), JSON.stringify(form));
      }),
    drop: (name) => void perhaps(() => sessionStorage.removeItem(keyOf(name))),
  };
}

/** One form by its name: what was kept of it when it came on screen, and how it goes on. */
export const useKeptForm = (name: string) => {
  const forms = useContext(KeptFormsContext);
  const [kept] = useState(() => forms.read(name));
  return {
    kept,
    keep: (form: KeptForm) => forms.keep(name, form),
    putAside: () => {
      const form = forms.read(name);
      if (form) forms.keep(name, { ...form, aside: true });
    },
    drop: () => forms.drop(name),
  };
};
