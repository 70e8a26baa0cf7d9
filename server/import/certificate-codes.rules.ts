import type { Sealer } from '../store/sealed.ts';

/** The codes that stand for a certificate number, newest first: a keyed fingerprint, the same each time, and no way back. */
export const makeCodesOfCertificate =
  (sealer: Pick<Sealer, 'fingerprints'>) =>
  (certificate: string): readonly [string, ...string[]] => {
    const code = (fingerprint: string) => `c-${fingerprint.replace(/[-_]/g, '').toLowerCase().slice(0, 12)}`;
    const [newest, ...older] = sealer.fingerprints(certificate, 'person code');
    return [code(newest), ...older.map(code)];
  };
