import { useTranslation } from 'react-i18next';
import type { ChosenFile } from '../../../shared/ipc/bridge.ts';
import type { CallInput } from '../../../shared/ipc/contract.ts';
import { Button } from '../../components/button.tsx';
import { ChosenPlace } from '../../components/chosen-place.tsx';
import { useChooser } from '../../places/place-chooser.tsx';

const kinds = ['earlier', 'checkpoints', 'withdrawals', 'token', 'certificates'] as const;

/** Files that the verifier has from before, or by another way than the release. */
export type HeldFiles = Readonly<Record<(typeof kinds)[number], readonly ChosenFile[]>>;

export const nothingHeld: HeldFiles = { earlier: [], checkpoints: [], withdrawals: [], token: [], certificates: [] };

/** Whether a time token was chosen without certificates, or these without a token. */
export function timeIncomplete({ token, certificates }: HeldFiles): boolean {
  return (token.length === 0) !== (certificates.length === 0);
}

/** The chosen files as `verifyRelease` takes them. */
export function heldInput({ earlier, checkpoints, withdrawals, token: [token], certificates }: HeldFiles): Pick<CallInput<'verifyRelease'>, 'earlier' | 'checkpoints' | 'withdrawals' | 'time'> {
  const tokens = (files: readonly ChosenFile[], most: number): string[] => files.slice(0, most).map((file) => file.token);
  return {
    ...(earlier.length === 0 ? {} : { earlier: tokens(earlier, 100) }), ...(checkpoints.length === 0 ? {} : { checkpoints: tokens(checkpoints, 100) }),
    ...(withdrawals.length === 0 ? {} : { withdrawals: tokens(withdrawals, 100) }),
    ...(token === undefined || certificates.length === 0 ? {} : { time: { token: token.token, certificates: tokens(certificates, 20) } }),
  };
}

/** Chooses what a release is to be held against besides its own signature. */
export function HeldAgainst({ held, onChange }: { readonly held: HeldFiles; readonly onChange: (held: HeldFiles) => void }) {
  const { t } = useTranslation();
  const { chooseFiles } = useChooser();
  return (
    <details>
      <summary>{t('home.verify.against.title')}</summary>
      <div className="stack">
        <p className="small quiet">{t('home.verify.against.means')}</p>
        <div className="form-grid">
          {kinds.map((kind) => (
            <ChosenPlace
              key={kind} label={t(`home.verify.against.${kind}`)} hint={t(`home.verify.against.${kind}Hint`)} name={held[kind].length === 0 ? undefined : held[kind].map(({ name }) => name).join(', ')}
              onChoose={() => { void chooseFiles('documents', kind !== 'token').then((files) => { if (files.length > 0) onChange({ ...held, [kind]: files }); }); }}
            />
          ))}
        </div>
        {timeIncomplete(held) ? <p className="field-error">{t('home.verify.against.timeIncomplete')}</p> : null}
        <div className="row-wrap"><Button isDisabled={kinds.every((kind) => held[kind].length === 0)} onPress={() => { onChange(nothingHeld); }}>{t('common.clear')}</Button></div>
      </div>
    </details>
  );
}
